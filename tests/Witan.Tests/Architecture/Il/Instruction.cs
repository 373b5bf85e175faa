using System.Collections.Immutable;
using System.Reflection.Emit;

namespace Witan.Tests.Architecture.Il;

/// <summary>
/// One instruction. <paramref name="Number"/> is the operand where it is a token, an index or a constant;
/// <paramref name="Targets"/> are the offsets it may jump to.
/// </summary>
internal sealed record Instruction(int Offset, OpCode Code, int Number, ImmutableArray<int> Targets);
