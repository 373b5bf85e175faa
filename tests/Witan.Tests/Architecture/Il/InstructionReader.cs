using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Witan.Tests.Architecture.Il;

/// <summary>Splits the body of a method into instructions.</summary>
internal static class InstructionReader
{
    private static readonly SortedDictionary<int, OpCode> Codes = ReadCodes();

    public static IReadOnlyList<Instruction> Read(BlobReader body)
    {
        var instructions = new List<Instruction>();
        while (body.RemainingBytes > 0)
        {
            int offset = body.Offset;
            int value = body.ReadByte();
            if (value == 0xFE) value = 0xFE00 | body.ReadByte();
            instructions.Add(ReadOperand(ref body, offset, Codes[value]));
        }

        return instructions;
    }

    private static Instruction ReadOperand(ref BlobReader body, int offset, OpCode code)
    {
        int number = 0;
        ImmutableArray<int> targets = [];
        switch (code.OperandType)
        {
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineBrTarget:
                number = body.ReadSByte();
                targets = [body.Offset + number];
                break;
            case OperandType.InlineBrTarget:
                number = body.ReadInt32();
                targets = [body.Offset + number];
                break;
            case OperandType.ShortInlineI or OperandType.ShortInlineVar:
                number = body.ReadByte();
                break;
            case OperandType.InlineVar:
                number = body.ReadUInt16();
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                body.ReadInt64();
                break;
            case OperandType.InlineSwitch:
                targets = ReadSwitch(ref body);
                break;
            default:
                number = body.ReadInt32();
                break;
        }

        return new Instruction(offset, code, number, targets);
    }

    private static ImmutableArray<int> ReadSwitch(ref BlobReader body)
    {
        var distances = new int[body.ReadInt32()];
        for (int i = 0; i < distances.Length; i++) distances[i] = body.ReadInt32();
        int next = body.Offset;
        return [.. distances.Select(distance => next + distance)];
    }

    private static SortedDictionary<int, OpCode> ReadCodes()
    {
        var codes = new SortedDictionary<int, OpCode>();
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            codes[unchecked((ushort)code.Value)] = code;
        }

        return codes;
    }
}
