using Witan.Client;
using Witan.Core.Messages;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Two of four replicas answer the client, and no certificate reaches it: it may say that the request was executed,
/// never that it is acknowledged.
/// </summary>
internal static class FewVoters
{
    public static string? Play()
    {
        var cluster = new TestCluster();
        cluster.Drop((from, to, message) => to is null && (from?.Value > 1 || message is not Reply));
        var ticket = cluster.Client.Submit("a");
        if (!cluster.RunUntilDone(ticket)) return "the request never ended";
        return cluster.Client.Outcomes[ticket] switch
        {
            ClientOutcome.Executed => null,
            ClientOutcome.Acknowledged => "acknowledged with the votes of two of four",
            var other => "ended as " + other.GetType().Name,
        };
    }
}
