using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Witan.Tests.Architecture;

/// <summary>Writes what an assembly offers to others as text: one line per type and member, in a fixed order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            IEnumerable<string> members = type.IsEnum ? EnumMembers(type) : type.GetMembers(Declared).SelectMany(Line);
            foreach (string member in members.Distinct().Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsValueType: true } => Is<IsReadOnlyAttribute>(type) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "open class",
        };
        IEnumerable<Type> inherited = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            inherited = inherited.Prepend(parent);
        string[] names = [.. inherited.Where(each => each.IsVisible).Select(Name)];
        if (type.IsEnum || kind == "delegate") names = [];
        Array.Sort(names, StringComparer.Ordinal);
        return $"{kind} {Name(type)}" + (names.Length == 0 ? "" : " : " + string.Join(", ", names));
    }

    private static IEnumerable<string> EnumMembers(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        select $"{field.Name} = {field.GetRawConstantValue()}";

    private static IEnumerable<string> Line(MemberInfo member)
    {
        if (Is<CompilerGeneratedAttribute>(member)) return [];
        return member switch
        {
            ConstructorInfo made when IsVisible(made) => [$"{Reach(made)}new({Parameters(made)})"],
            MethodInfo { IsSpecialName: false } method when IsVisible(method) => [Method(method)],
            MethodInfo { IsSpecialName: true } method
                when IsVisible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) => [Method(method)],
            PropertyInfo property => Property(property),
            FieldInfo { IsPublic: true } field => [Field(field)],
            EventInfo { AddMethod: { } add } raised when IsVisible(add) =>
                [$"event {Name(raised.EventHandlerType!)} {raised.Name}"],
            _ => [],
        };
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
            : "";
        return $"{Reach(method)}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static IEnumerable<string> Property(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } getter && IsVisible(getter) ? getter : null;
        MethodInfo? set = property.SetMethod is { } setter && IsVisible(setter) ? setter : null;
        if (get is null && set is null) yield break;
        bool isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string required = Is<RequiredMemberAttribute>(property) ? "required " : "";
        string index = property.GetIndexParameters() is { Length: > 0 } parameters
            ? $"[{string.Join(", ", parameters.Select(Parameter))}]"
            : "";
        yield return Reach((get ?? set)!) + required + $"{Name(property.PropertyType)} {property.Name}{index} {{"
            + (get is null ? "" : " get;") + (set is null ? "" : isInit ? " init;" : " set;") + " }";
    }

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
            + $"{Name(field.FieldType)} {field.Name}";

    private static string Reach(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "")
        + (method is { IsAbstract: true, DeclaringType.IsInterface: false } ? "abstract " : "")
        + (method is { IsVirtual: true, IsFinal: false, IsAbstract: false, DeclaringType.IsSealed: false }
            ? "virtual " : "");

    private static bool IsVisible(MethodBase method) => method.IsPublic
        || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false });

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string mode = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => "",
        };
        string value = parameter.HasDefaultValue ? " = " + (parameter.RawDefaultValue ?? "default") : "";
        return $"{mode}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        string plain = (type.FullName ?? $"{type.Namespace}.{type.Name}").Split('[')[0].Replace('+', '.');
        if (type.Namespace is "System" && type.DeclaringType is null) plain = type.Name;
        string[] arguments = [.. type.GetGenericArguments().Select(Name)];
        string bare = System.Text.RegularExpressions.Regex.Replace(plain, @"`\d+", "");
        return arguments.Length == 0 ? bare : $"{bare}<{string.Join(", ", arguments)}>";
    }

    private static bool Is<TAttribute>(MemberInfo member) where TAttribute : Attribute =>
        member.IsDefined(typeof(TAttribute), inherit: false);
}
