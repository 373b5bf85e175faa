using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Witan.Tests.Architecture.Il;

/// <summary>
/// Follows the static types on the evaluation stack through one method, as far as compilers keep to the usual shapes;
/// what it cannot follow is null. It reports every place where a value gets another static type.
/// </summary>
internal sealed class StackWalker
{
    private readonly CompiledAssembly _file;
    private readonly ImmutableArray<TypeShape> _arguments;
    private readonly ImmutableArray<TypeShape> _locals;
    private readonly TypeShape _result;
    private readonly Action<TypeShape, TypeShape, MemberShape?> _converted;
    private readonly SortedDictionary<int, ImmutableArray<TypeShape?>> _expected = [];
    private readonly List<TypeShape?> _stack = [];

    /// <param name="file">the assembly</param>
    /// <param name="method">the method to follow</param>
    /// <param name="body">its body</param>
    /// <param name="converted">gets the type of a value, the type of the place it goes to, and the method
    /// called</param>
    public StackWalker(CompiledAssembly file, MethodDefinition method, MethodBodyBlock body,
        Action<TypeShape, TypeShape, MemberShape?> converted)
    {
        MethodSignature<TypeShape> signature = method.DecodeSignature(ShapeProvider.Instance, null);
        _file = file;
        _arguments = signature.Header.IsInstance
            ? [file.NameOf(method.GetDeclaringType()), .. signature.ParameterTypes]
            : signature.ParameterTypes;
        _locals = file.LocalsOf(body);
        _result = signature.ReturnType;
        _converted = converted;
        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            if (region.Kind is ExceptionRegionKind.Finally or ExceptionRegionKind.Fault) continue;
            _expected[region.HandlerOffset] = [null];
            if (region.Kind == ExceptionRegionKind.Filter) _expected[region.FilterOffset] = [null];
        }
    }

    public void Walk(IReadOnlyList<Instruction> instructions)
    {
        bool reachedFromAbove = true;
        foreach (Instruction instruction in instructions)
        {
            Arrive(instruction.Offset, reachedFromAbove);
            Execute(instruction);
            foreach (int target in instruction.Targets) _expected.TryAdd(target, [.. _stack]);
            reachedFromAbove = instruction.Code.FlowControl is not
                (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        }
    }

    private void Arrive(int offset, bool reachedFromAbove)
    {
        if (!_expected.TryGetValue(offset, out ImmutableArray<TypeShape?> expected))
        {
            if (!reachedFromAbove) _stack.Clear();
            return;
        }

        ImmutableArray<TypeShape?> above = reachedFromAbove ? [.. _stack] : expected;
        _stack.Clear();
        _stack.AddRange(above.Length == expected.Length
            ? above.Zip(expected, (left, right) => HashContainers.IsOne(left) ? left : right ?? left)
            : above);
    }

    private void Execute(Instruction instruction)
    {
        string name = instruction.Code.Name ?? "";
        if (name.StartsWith("leave", StringComparison.Ordinal)) _stack.Clear();
        else if (name is "call" or "callvirt" or "newobj") Call(instruction);
        else if (name is "ldfld" or "ldsfld" or "stfld" or "stsfld") Field(instruction, name);
        else if (name is "castclass" or "isinst" or "unbox.any") Replace(_file.Resolve(instruction.Number).Type);
        else if (name == "ldelem.ref") LoadElement();
        else if (name == "dup") Push(_stack.Count > 0 ? _stack[^1] : null);
        else if (name == "ret") Convert(_result, null);
        else if (name == "calli") _stack.Clear();
        else if (!Variable(instruction, name)) Generic(instruction.Code);
    }

    private bool Variable(Instruction instruction, string name)
    {
        string kind = name.Split('.')[0];
        if (kind is not ("ldarg" or "ldloc" or "starg" or "stloc")) return false;
        int index = name.EndsWith(".s", StringComparison.Ordinal) || !name.Contains('.')
            ? instruction.Number
            : name[^1] - '0';
        ImmutableArray<TypeShape> variables = kind.EndsWith("arg", StringComparison.Ordinal) ? _arguments : _locals;
        TypeShape? type = index < variables.Length ? variables[index] : null;
        if (kind.StartsWith("ld", StringComparison.Ordinal)) Push(type);
        else Convert(type, null);
        return true;
    }

    private void Call(Instruction instruction)
    {
        if (_file.Resolve(instruction.Number).Member is not { } member)
        {
            _stack.Clear();
            return;
        }

        foreach (TypeShape parameter in member.Parameters.Reverse()) Convert(parameter, member);
        bool creates = instruction.Code == OpCodes.Newobj;
        if (member.HasThis && !creates) Convert(member.Owner, member);
        if (creates) Push(member.Owner);
        else if (member.Type.Name != "System.Void") Push(member.Type);
    }

    private void Field(Instruction instruction, string name)
    {
        TypeShape? type = _file.Resolve(instruction.Number).Member?.Type;
        if (name.StartsWith("st", StringComparison.Ordinal)) Convert(type, null);
        if (name.EndsWith("dfld", StringComparison.Ordinal) && !name.Contains("sfld", StringComparison.Ordinal)) Pop();
        if (name == "stfld") Pop();
        if (name.StartsWith("ld", StringComparison.Ordinal)) Push(type);
    }

    private void LoadElement()
    {
        Pop();
        TypeShape? array = Pop();
        Push(array is { Name: "[]" } ? array.Arguments[0] : null);
    }

    private void Generic(OpCode code)
    {
        for (int i = Count(code.StackBehaviourPop); i > 0; i--) Pop();
        for (int i = Count(code.StackBehaviourPush); i > 0; i--) Push(null);
    }

    /// <summary>
    /// The names of the behaviours list what moves: <c>Popref_popi_popi</c>, <c>Push1_push1</c>, <c>Pop0</c>.
    /// </summary>
    private static int Count(StackBehaviour behaviour) =>
        behaviour.ToString() is var name && name.EndsWith('0') ? 0 : name.Split('_').Length;

    private void Convert(TypeShape? place, MemberShape? called)
    {
        if (Pop() is { } value && place is not null) _converted(value, place, called);
    }

    private void Replace(TypeShape? type)
    {
        Pop();
        Push(type);
    }

    private void Push(TypeShape? type) => _stack.Add(type);

    private TypeShape? Pop()
    {
        if (_stack.Count == 0) return null;
        TypeShape? type = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return type;
    }
}
