using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Witan.Cli.Output;
using Witan.Crypto;
using Witan.Node;
using Witan.Primitives.Membership;

namespace Witan.Cli.Commands;

/// <summary>Asks every replica how it stands. Unproved: an operator's view.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var directory = Shared.Directory();
        var json = Shared.Json();
        var command = new Command(
            "status",
            "Show each replica: view, leader, height, checkpoint, lag, why nothing moves, and what the "
            + "gateway saw of it.")
        {
            directory, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Shared.Open(parsed.GetRequiredValue(directory));
            await using var client = Shared.Connect(folder);
            var asked = GatewaySights.AskAsync(folder, cancellation);
            var reports = await client.StatusAsync(Patience, cancellation).ConfigureAwait(false);
            using var gateway = await asked.ConfigureAwait(false);
            var protocol = folder.Genesis.Configuration.Protocol;
            if (parsed.GetValue(json)) PrintJson(reports, gateway, protocol);
            else Print(reports, gateway, protocol);
            return HasQuorum(reports, client.Configuration) ? ExitCode.Done : ExitCode.Unreachable;
        });
        return command;
    }

    private static bool HasQuorum(IReadOnlyList<ReplicaReport> reports, Configuration configuration)
    {
        var answered = MemberSet.Empty;
        foreach (var report in reports.Where(r => r.Answer is not null))
            answered = answered.With(configuration.PlaceOf(report.Member.Id));
        if (configuration.Quorums.IsQuorum(answered)) return true;
        CommandLine.Say(
            $"{answered.Count} of {configuration.N} replicas answered within {Patience.TotalSeconds:0} s: no quorum. "
            + "They run under: witan up, or: witan node --config; their logs say more");
        return false;
    }

    private static void Print(IReadOnlyList<ReplicaReport> reports, GatewaySights gateway, string protocol)
    {
        var highest = reports.Select(r => r.Answer?.Executed.Value ?? 0).DefaultIfEmpty(0UL).Max();
        Table.Print(
            ["replica", "organisation", "mode", "view", "leader", "height", "checkpoint", "lag", "lies seen", "why"],
            reports.Select(report => Row(report, highest)), below: ["why", "lies seen"],
            spare: ["organisation", "checkpoint"]);
        gateway.Print();
        Console.WriteLine($"ordered by {CellText.Clean(protocol)}; Ed25519 by {Ed25519Provider.Default.Name}");
    }

    private static string[] Row(ReplicaReport report, ulong highest)
    {
        var member = report.Member;
        if (report.Answer is not { } answer)
            return [
                member.Id.ToString(), member.Organisation, "unreachable", "-", "-", "-", "-", "-", "-", report.Problem];
        return
        [
            member.Id.ToString(), member.Organisation, answer.Mode, answer.View.ToString(), answer.Leader.ToString(),
            answer.Executed.ToString(), answer.Stable.ToString(),
            (highest - Math.Min(highest, answer.Executed.Value)).ToString(CultureInfo.InvariantCulture),
            LieCounts.Show(answer), answer.Stall,
        ];
    }

    private static void PrintJson(IReadOnlyList<ReplicaReport> reports, GatewaySights gateway, string protocol) =>
        Answers.PrintJson(writer =>
    {
        writer.WriteString("protocol", protocol);
        writer.WriteString("signatures", Ed25519Provider.Default.Name);
        writer.WriteStartArray("replicas");
        foreach (var report in reports) WriteReport(writer, report);
        writer.WriteEndArray();
        gateway.Write(writer);
    });

    private static void WriteReport(Utf8JsonWriter writer, ReplicaReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("replica", report.Member.Id.ToString());
        writer.WriteString("organisation", report.Member.Organisation);
        writer.WriteString("address", report.Member.Address);
        if (report.Answer is not { } answer) writer.WriteString("problem", report.Problem);
        else
        {
            writer.WriteString("mode", answer.Mode);
            writer.WriteNumber("configuration", answer.Configuration.Value);
            writer.WriteNumber("view", answer.View.Value);
            writer.WriteString("leader", answer.Leader.ToString());
            writer.WriteNumber("height", answer.Executed.Value);
            writer.WriteNumber("checkpoint", answer.Stable.Value);
            writer.WriteNumber("highestSeen", answer.HighestSeen.Value);
            writer.WriteString("stall", answer.Stall);
            LieCounts.Write(writer, answer);
            writer.WriteStartObject("counters");
            foreach (var (name, value) in answer.Counters) writer.WriteNumber(name, value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
