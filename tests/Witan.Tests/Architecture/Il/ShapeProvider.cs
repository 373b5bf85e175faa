using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Witan.Tests.Architecture.Il;

/// <summary>Decodes signatures into <see cref="TypeShape"/>s.</summary>
internal sealed class ShapeProvider : ISignatureTypeProvider<TypeShape, object?>
{
    public static readonly ShapeProvider Instance = new();

    public TypeShape GetPrimitiveType(PrimitiveTypeCode typeCode) => TypeShape.Of("System." + typeCode);

    public TypeShape GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        TypeDefinition definition = reader.GetTypeDefinition(handle);
        string name = reader.GetString(definition.Name);
        TypeDefinitionHandle parent = definition.GetDeclaringType();
        return TypeShape.Of(parent.IsNil
            ? Join(reader.GetString(definition.Namespace), name)
            : GetTypeFromDefinition(reader, parent, 0).Name + "/" + name);
    }

    public TypeShape GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        TypeReference reference = reader.GetTypeReference(handle);
        string name = reader.GetString(reference.Name);
        return TypeShape.Of(reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? GetTypeFromReference(reader, (TypeReferenceHandle)reference.ResolutionScope, 0).Name + "/" + name
            : Join(reader.GetString(reference.Namespace), name));
    }

    public TypeShape GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeShape GetGenericInstantiation(TypeShape genericType, ImmutableArray<TypeShape> typeArguments) =>
        new(genericType.Name, typeArguments);

    public TypeShape GetGenericMethodParameter(object? genericContext, int index) => TypeShape.Of("!!" + index);

    public TypeShape GetGenericTypeParameter(object? genericContext, int index) => TypeShape.Of("!" + index);

    public TypeShape GetSZArrayType(TypeShape elementType) => new("[]", [elementType]);

    public TypeShape GetArrayType(TypeShape elementType, ArrayShape shape) => new("[]", [elementType]);

    public TypeShape GetByReferenceType(TypeShape elementType) => new("&", [elementType]);

    public TypeShape GetPointerType(TypeShape elementType) => new("*", [elementType]);

    public TypeShape GetPinnedType(TypeShape elementType) => elementType;

    /// <summary>Keeps the modifier as an argument: it says <c>volatile</c>, for instance.</summary>
    public TypeShape GetModifiedType(TypeShape modifier, TypeShape unmodifiedType, bool isRequired) =>
        unmodifiedType.Arguments.Length == 0 && unmodifiedType.Name[0] != '!'
            ? new TypeShape(unmodifiedType.Name, [modifier])
            : unmodifiedType;

    public TypeShape GetFunctionPointerType(MethodSignature<TypeShape> signature) =>
        new("function", [signature.ReturnType, .. signature.ParameterTypes]);

    private static string Join(string space, string name) => space.Length == 0 ? name : space + "." + name;
}
