using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;
using Witan.Tests.Architecture.Il;

namespace Witan.Tests.Architecture;

/// <summary>Reads the compiled code of an assembly and reports every place that breaks a rule of determinism.</summary>
internal sealed partial class DeterminismScanner
{
    private readonly CompiledAssembly _file;
    private readonly SortedSet<Finding> _findings = new(Comparer<Finding>.Create(
        (left, right) => string.CompareOrdinal(left.ToString(), right.ToString())));

    private readonly SortedSet<int> _matched = [];
    private string _type = "";
    private string _member = "";
    private bool _isGenerated;

    private DeterminismScanner(CompiledAssembly file) => _file = file;

    /// <summary>All findings, and the indexes of the table's entries that matched anything.</summary>
    public static (ImmutableArray<Finding> Findings, ImmutableArray<int> Matched) Scan(string assembly)
    {
        using var file = new CompiledAssembly(assembly);
        var scanner = new DeterminismScanner(file);
        foreach (TypeDefinitionHandle type in file.Types) scanner.ScanType(type);
        return ([.. scanner._findings], [.. scanner._matched]);
    }

    private void ScanType(TypeDefinitionHandle handle)
    {
        TypeDefinition definition = _file.Metadata.GetTypeDefinition(handle);
        string name = _file.NameOf(handle).Name;
        Enter(name, "(type)");
        if (_file.TypeAt(definition.BaseType) is { } parent) Mention(parent);
        foreach (InterfaceImplementationHandle implemented in definition.GetInterfaceImplementations())
            Mention(_file.TypeAt(_file.Metadata.GetInterfaceImplementation(implemented).Interface)!);
        foreach (FieldDefinitionHandle field in definition.GetFields()) ScanField(name, field);
        foreach (MethodDefinitionHandle method in definition.GetMethods()) ScanMethod(name, method);
    }

    private void ScanField(string type, FieldDefinitionHandle handle)
    {
        FieldDefinition field = _file.Metadata.GetFieldDefinition(handle);
        string name = _file.Metadata.GetString(field.Name);
        // The compiler keeps delegates of lambdas in such fields; the member that makes them is judged itself.
        if (name.StartsWith("<>9", StringComparison.Ordinal)) return;
        Enter(type, name);
        Mention(field.DecodeSignature(ShapeProvider.Instance, null));
        Attributes(field.GetCustomAttributes());
    }

    private void ScanMethod(string type, MethodDefinitionHandle handle)
    {
        MethodDefinition method = _file.Metadata.GetMethodDefinition(handle);
        Enter(type, _file.Metadata.GetString(method.Name));
        Attributes(method.GetCustomAttributes());
        MethodSignature<TypeShape> signature = method.DecodeSignature(ShapeProvider.Instance, null);
        foreach (TypeShape parameter in signature.ParameterTypes.Append(signature.ReturnType)) Mention(parameter);
        if (_file.BodyOf(method) is not { } body) return;
        foreach (TypeShape local in _file.LocalsOf(body)) Mention(local);
        IReadOnlyList<Instruction> instructions = InstructionReader.Read(body.GetILReader());
        foreach (Instruction instruction in instructions) ScanInstruction(instruction);
        new StackWalker(_file, method, body, ScanConversion).Walk(instructions);
    }

    private void ScanInstruction(Instruction instruction)
    {
        if (DeterminismRules.IsFloatingPoint(instruction))
            Report(DeterminismRules.FloatingPoint, instruction.Code.Name!);
        if (instruction.Code.OperandType is not (System.Reflection.Emit.OperandType.InlineMethod
            or System.Reflection.Emit.OperandType.InlineField or System.Reflection.Emit.OperandType.InlineType
            or System.Reflection.Emit.OperandType.InlineTok)) return;
        (TypeShape? type, MemberShape? member) = _file.Resolve(instruction.Number);
        if (type is not null) Mention(type);
        if (member is not null) Use(member);
    }

    private void Use(MemberShape member)
    {
        if (HashContainers.IsEnumerated(member)) Report(DeterminismRules.HashOrder, member.ToString());
        foreach (TypeShape type in member.Mentioned()) MentionOne(type);
        Call(member);
    }

    private void Call(MemberShape member)
    {
        // Iterators made by the compiler ask for the thread only to decide whether one object can serve again.
        if (_isGenerated && member.Name == "get_CurrentManagedThreadId") return;
        for (int i = 0; i < DeterminismRules.Table.Length; i++)
        {
            if (!DeterminismRules.Table[i].ForbidsUse(member)) continue;
            _matched.Add(i);
            Report(DeterminismRules.Table[i].Rule, member.ToString());
            return;
        }
    }

    private void ScanConversion(TypeShape value, TypeShape place, MemberShape? called)
    {
        // A call of an overridden method names the type that first declared it; what is called is the override.
        if (called is { HasThis: true } && called.Owner == place && value != place) Call(called with { Owner = value });
        if (HashContainers.IsExposed(value, place, called))
            Report(DeterminismRules.HashOrder, $"{value} used as {place}" + (called is null ? "" : $" by {called}"));
    }

    private void Attributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle handle in attributes)
        {
            EntityHandle constructor = _file.Metadata.GetCustomAttribute(handle).Constructor;
            int token = System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(constructor);
            if (_file.Resolve(token).Member is { } member) MentionOne(member.Owner);
        }
    }

    private void Mention(TypeShape type)
    {
        foreach (TypeShape part in type.Flatten()) MentionOne(part);
    }

    private void MentionOne(TypeShape type)
    {
        for (int i = 0; i < DeterminismRules.Table.Length; i++)
        {
            if (!DeterminismRules.Table[i].ForbidsType(type)) continue;
            _matched.Add(i);
            Report(DeterminismRules.Table[i].Rule, type.Name);
            return;
        }
    }

    private void Report(string rule, string detail) => _findings.Add(new Finding(_type, _member, rule, detail));

    /// <summary>
    /// Gives what the compiler moved into types and methods of its own back to the member that it came from.
    /// </summary>
    private void Enter(string type, string member)
    {
        string[] parts = type.Split('/');
        int generated = Array.FindIndex(parts, part => part.StartsWith('<'));
        _type = generated < 0 ? type : string.Join('/', parts[..generated]);
        _isGenerated = generated >= 0;
        string? origin = OriginOf(member) ?? (generated < 0 ? null : OriginOf(parts[generated]));
        _member = origin ?? member;
    }

    private static string? OriginOf(string name) =>
        Origin().Match(name) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^<([^>]+)>")]
    private static partial Regex Origin();
}
