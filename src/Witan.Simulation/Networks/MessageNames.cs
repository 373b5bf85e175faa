using Witan.Core.Messages;

namespace Witan.Simulation.Networks;

/// <summary>What a message is called in scenario files and charts: its name in docs/wire-format.md.</summary>
public static class MessageNames
{
    public static string Of(Message message) => message switch
    {
        SignedStatement { Statement: var statement } => Of(statement),
        FetchBodies => "Fetch",
        Bodies => "Body",
        ReadRequest => "Read",
        _ => message.GetType().Name,
    };

    public static string Of(Statement statement) => statement switch
    {
        Core.Certificates.StateVote => "StateCommitment",
        Nodes.RawStatement raw => Of(raw.Original),
        _ => statement.GetType().Name,
    };
}
