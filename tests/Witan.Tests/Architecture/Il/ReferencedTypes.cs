using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Witan.Tests.Architecture.Il;

/// <summary>The names of all types that the code of one type mentions.</summary>
internal static class ReferencedTypes
{
    public static SortedSet<string> Of(CompiledAssembly file, TypeDefinitionHandle handle)
    {
        TypeDefinition definition = file.Metadata.GetTypeDefinition(handle);
        IEnumerable<TypeShape?> declared =
        [
            file.TypeAt(definition.BaseType),
            .. definition.GetInterfaceImplementations()
                .Select(implemented => file.TypeAt(file.Metadata.GetInterfaceImplementation(implemented).Interface)),
            .. definition.GetFields()
                .Select(field => file.Metadata.GetFieldDefinition(field).DecodeSignature(ShapeProvider.Instance, null)),
        ];
        IEnumerable<TypeShape> used = definition.GetMethods()
            .SelectMany(method => InMethod(file, file.Metadata.GetMethodDefinition(method)));
        IEnumerable<TypeShape> all = declared.OfType<TypeShape>().Concat(used).SelectMany(type => type.Flatten());
        return new SortedSet<string>(all.Select(type => type.Name), StringComparer.Ordinal);
    }

    private static IEnumerable<TypeShape> InMethod(CompiledAssembly file, MethodDefinition method)
    {
        MethodSignature<TypeShape> signature = method.DecodeSignature(ShapeProvider.Instance, null);
        foreach (TypeShape type in signature.ParameterTypes) yield return type;
        yield return signature.ReturnType;
        if (file.BodyOf(method) is not { } body) yield break;
        foreach (TypeShape local in file.LocalsOf(body)) yield return local;
        foreach (Instruction instruction in InstructionReader.Read(body.GetILReader()))
        {
            if (instruction.Code.OperandType is not (OperandType.InlineMethod or OperandType.InlineField
                or OperandType.InlineType or OperandType.InlineTok)) continue;
            (TypeShape? type, MemberShape? member) = file.Resolve(instruction.Number);
            if (type is not null) yield return type;
            foreach (TypeShape mentioned in member?.Mentioned() ?? []) yield return mentioned;
        }
    }
}
