using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A message that a corrupted replica's own code wanted to send, or that reached it.</summary>
/// <param name="At">Virtual time, microseconds.</param>
/// <param name="From">Who.</param>
/// <param name="To">To whom.</param>
/// <param name="Message">What.</param>
public sealed record HeardMessage(long At, NodeName From, NodeName To, Message Message);
