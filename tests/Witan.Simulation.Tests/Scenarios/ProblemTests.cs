using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>What is wrong with a file is named with its path and with what is allowed.</summary>
public sealed class ProblemTests
{
    public static readonly TheoryData<string, string> WrongFields = new()
    {
        { "\"cluster\": {\"forms\": 1}", "$.cluster.forms: no such field; there are: n, f, byzantine" },
        { "\"nom\": 1", "$.nom: no such field; there are: schema, name" },
        { "\"a b\": 1", "$['a b']: no such field" },
        { "\"name\": \"a\", \"name\": \"b\"", "$.name: stands twice" },
        { "\"name\": 3", "$.name: must be a text of one line, 0 to 100 characters, not 3" },
        { "\"name\": \"a\\nb\"", "$.name: must be a text of one line, 0 to 100 characters, not \"a?b\"" },
        { "\"seed\": -1", "$.seed: must be a whole number, 0 to 9223372036854775807, not -1" },
        { "\"seed\": 1.5", "$.seed: must be a whole number, 0 to 9223372036854775807, not 1.5" },
        { "\"seed\": \"1\"", "$.seed: must be a whole number, 0 to 9223372036854775807, not \"1\"" },
        { "\"seed\": 1e400", "$.seed: must be a whole number, 0 to 9223372036854775807, not 1e400" },
        { "\"repeat\": 0", "$.repeat: must be a whole number, 1 to 1000000, not 0" },
        { "\"cluster\": []", "$.cluster: must be an object, not a list" },
        { "\"cluster\": null", "$.cluster: must be an object, not null" },
        { "\"cluster\": {\"allowExceedF\": 1}", "$.cluster.allowExceedF: must be true or false, not 1" },
        { "\"cluster\": {\"app\": \"bank\"}",
            "$.cluster.app: must be one of registry, counter, null, not \"bank\"" },
        { "\"cluster\": {\"byzantine\": 3}", "$.cluster.byzantine: must be a list, not 3" },
        { "\"cluster\": {\"byzantine\": [3, 3]}", "$.cluster.byzantine[1]: stands in the list twice: 3" },
        { "\"cluster\": {\"byzantine\": [4]}", "$.cluster.byzantine[0]: there is no replica 4; there are 0 to 3" },
        { "\"cluster\": {\"f\": 2}", "$.cluster.f: n = 4 bears at most f = 1 (n >= 3f + 1), not 2" },
        { "\"cluster\": {\"f\": 2, \"allowExceedF\": true}", "$.cluster.f: n = 4 bears at most f = 1" },
        { "\"cluster\": {\"orgs\": [\"A\"]}",
            "$.cluster.orgs: must name the organisation of each of the 4 replicas" },
        { "\"cluster\": {\"byzantine\": [1, 2]}",
            "$.cluster.allowExceedF: 2 replicas count as faulty (1, 2: byzantine" },
        { "\"network\": {\"before\": {\"loss\": 1.1}}",
            "$.network.before.loss: must be a number, 0 to 1, not 1.1" },
        { "\"network\": {\"before\": {\"loss\": 1e999}}",
            "$.network.before.loss: must be a number, 0 to 1, not 1e999" },
        { "\"network\": {\"after\": {\"latencyMs\": [5, 1]}}",
            "$.network.after.latencyMs: must be [min, max], and 5 is above 1" },
        { "\"network\": {\"after\": {\"latencyMs\": [5]}}",
            "$.network.after.latencyMs: must have exactly 2 items, not 1" },
        { "\"protocol\": {\"name\": \"pow\"}",
            "$.protocol.name: there is no protocol 'pow'; there is: pbft, other" },
        { "\"protocol\": {\"options\": {\"fanout\": 2}}",
            "$.protocol.options.fanout: no such field; beyond those that all" },
        { "\"protocol\": {\"options\": {\"fanout\": \"2\"}}", "$.protocol.options.fanout: must be a number" },
        { "\"protocol\": {\"options\": {\"window\": 7}}", "$.protocol.options: window must be a multiple" },
        { "\"protocol\": {\"options\": {\"maxTimeoutMs\": 100}}",
            "$.protocol.options.maxTimeoutMs: must be at least" },
        { "\"workload\": {\"mix\": {\"put\": 0}}", "$.workload.mix: must have a share above 0" },
        { "\"workload\": {\"readLevel\": \"Proof\"}", "$.workload.readLevel: no such field" },
        { "\"workload\": {}, \"cluster\": {\"clients\": 0}", "$.workload.ops: needs a client" },
        { "\"script\": [{\"op\": \"put\", \"key\": \"a\"}]", "$.script[0]: lacks value" },
        { "\"script\": [{\"op\": \"get\"}]", "$.script[0]: lacks key" },
        { "\"script\": [{\"key\": \"a\"}]", "$.script[0]: lacks op" },
        { "\"script\": [{\"op\": \"get\", \"key\": \"a\", \"value\": \"b\"}]",
            "$.script[0].value: belongs to put and txn only" },
        { "\"script\": [{\"op\": \"get\", \"key\": \"a\", \"client\": 1}]",
            "$.script[0].client: there is no client c1; there are c0 to c0" },
        { "\"script\": [{\"op\": \"get\", \"key\": \"a\", \"client\": \"g0\"}]",
            "$.script[0].client: must be a client" },
        { "\"expect\": {\"commitsAtLeast\": 1}", "$.expect.commitsAtLeast: is more than the 0 operations" },
        { "\"expect\": {\"viewChangesAtLeast\": 2, \"viewChangesAtMost\": 1}",
            "$.expect.viewChangesAtLeast: is above" },
        { "\"expect\": {\"evidence\": [{\"kind\": \"X\", \"member\": 1}]}",
            "$.expect.evidence[0].kind: pbft has no evidence X" },
        { "\"expect\": {\"evidence\": [{\"kind\": \"Commit\", \"member\": 4}]}",
            "$.expect.evidence[0].member: there is no" },
        { "\"expect\": {\"noEvidenceAgainst\": [0, 9]}", "$.expect.noEvidenceAgainst[1]: there is no replica 9" },
        { "\"expect\": {\"noEvidenceAgainst\": [1], \"evidence\": [{\"kind\": \"Commit\", \"member\": 1}]}",
            "$.expect.noEvidenceAgainst[0]: evidence expects the contrary of replica 1" },
        { "\"expect\": {\"rejectionsAtLeast\": \"many\"}",
            "$.expect.rejectionsAtLeast: must be a number or an object" },
        { "\"expect\": {\"rejectionsAtLeast\": {\"Stale\": -1}}",
            "$.expect.rejectionsAtLeast.Stale: must be a whole number" },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public void One_problem_of_a_file(string fields, string message)
    {
        var problems = Files.Bad(fields);

        Assert.Single(problems);
        Assert.StartsWith(message, problems[0], StringComparison.Ordinal);
    }

    public static readonly TheoryData<string, string> WrongFaults = new()
    {
        { "3", "$.faults[0]: must be an object, not 3" },
        { """{"at": {"ms": 1}}""", "$.faults[0]: lacks do" },
        { """{"at": {"ms": 1}, "do": "explode"}""", "$.faults[0].do: must be one of byz, heal, partition" },
        { """{"do": "heal"}""", "$.faults[0]: lacks a trigger: at, every or match" },
        { """{"at": {"ms": 1}, "match": {}, "do": "heal"}""",
            "$.faults[0]: has at and match; one trigger is allowed" },
        { """{"at": {}, "do": "heal"}""", "$.faults[0].at: lacks one of ms, slot, view and point" },
        { """{"at": {"ms": 1, "slot": 2}, "do": "heal"}""", "$.faults[0].at: has ms and slot; one is allowed" },
        { """{"at": 5, "do": "heal"}""", "$.faults[0].at: must be an object, not 5" },
        { """{"at": {"view": 2, "phase": "x"}, "do": "heal"}""",
            "$.faults[0].at.phase: no such field; there are: view" },
        { """{"at": {"slot": 0}, "do": "heal"}""", "$.faults[0].at.slot: must be a whole number, 1 to" },
        { """{"at": {"point": "now"}, "do": "heal"}""", "$.faults[0].at.point: must be one of beforePersist" },
        { """{"at": {"point": "afterSend", "node": 7}, "do": "heal"}""",
            "$.faults[0].at.node: there is no replica 7" },
        { """{"at": {"point": "afterSend", "type": "Vote"}, "do": "heal"}""",
            "$.faults[0].at.type: pbft has no message Vote" },
        { """{"at": {"ms": 1}, "do": "drop"}""", "$.faults[0].at: drop happens only with match" },
        { """{"at": {"ms": 1}, "do": "delay", "ms": 1}""", "$.faults[0].at: delay happens only with match" },
        { """{"every": {"ms": 1, "to": 2}, "do": "duplicate"}""",
            "$.faults[0].every: duplicate happens only with match" },
        { """{"at": {"ms": 1}, "do": "flap", "link": [0, 1]}""", "$.faults[0].at: flap happens only with every" },
        { """{"match": {}, "do": "crash", "node": 3}""",
            "$.faults[0].match: crash happens only with at or every" },
        { """{"every": {"ms": 1, "to": 9}, "do": "crash", "node": 3}""", "$.faults[0]: lacks restartAfterMs" },
        { """{"every": {"ms": 1, "from": 9, "to": 2}, "do": "heal"}""",
            "$.faults[0].every.to: must be at least from, 9" },
        { """{"every": {"ms": 1, "to": 86400000}, "do": "heal"}""",
            "$.faults[0].every: happens more than 100000 times" },
        { """{"match": {"type": "Prevote"}, "do": "drop"}""",
            "$.faults[0].match.type: pbft has no message Prevote; it has: Bundle" },
        { """{"match": {"from": "x0"}, "do": "drop"}""",
            "$.faults[0].match.from: must be a node (0, \"c0\" or \"g0\"), not \"x0\"" },
        { """{"match": {"from": []}, "do": "drop"}""", "$.faults[0].match.from: must have 1 to 200 items, not 0" },
        { """{"match": {"from": 5}, "do": "drop"}""", "$.faults[0].match.from: there is no replica 5" },
        { """{"match": {"to": [0, "c7"]}, "do": "drop"}""",
            "$.faults[0].match.to[1]: there is no client c7; there are c0 to c1" },
        { """{"match": {"fromMs": 5, "toMs": 5}, "do": "drop"}""",
            "$.faults[0].match.toMs: must be above fromMs, 5, not 5" },
        { """{"at": {"ms": 1}, "do": "crash"}""", "$.faults[0]: lacks node" },
        { """{"at": {"ms": 1}, "do": "crash", "node": "c0"}""",
            "$.faults[0].node: must be the number of a replica, not \"c0\"" },
        { """{"at": {"ms": 1}, "do": "crash", "node": 1, "forms": 2}""",
            "$.faults[0].forms: no such field; there are: at, every" },
        { """{"at": {"ms": 1}, "do": "crash", "node": 1}""",
            "$.cluster.allowExceedF: 2 replicas count as faulty (1, 3:" },
        { """{"at": {"ms": 1}, "do": "pause", "node": "g1", "forMs": 2}""",
            "$.faults[0].node: there is no gateway g1; there are g0 to g0" },
        { """{"at": {"ms": 1}, "do": "cut", "link": [0, 0]}""",
            "$.faults[0].link[1]: stands in the list twice: 0" },
        { """{"at": {"ms": 1}, "do": "cut", "link": [0, 9]}""", "$.faults[0].link[1]: there is no replica 9" },
        { """{"at": {"ms": 1}, "do": "partition", "groups": [[0, 1]]}""",
            "$.faults[0].groups: must have 2 to 200 items, not 1" },
        { """{"at": {"ms": 1}, "do": "partition", "groups": [[0, 1], [1]]}""",
            "$.faults[0].groups[1][0]: stands in another group" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 1, "strategy": "DoubleVote"}""",
            "$.faults[0].node: replica 1 is not in" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "Lie"}""",
            "$.faults[0].strategy: must be one of EquivocateProposal" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "BadShare"}""",
            "$.faults[0].strategy: BadShare is not defined for pbft: no protocol here has threshold cryptography" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "HideQC", "args": {"to": 1}}""",
            "$.faults[0].args.to: no such argument of HideQC; there are: showTo" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "HideQC", "args": {"showTo": 1}}""",
            "$.faults[0].args.showTo: must be a list of different nodes, or null" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "HideQC", "args": {"showTo": [8]}}""",
            "$.faults[0].args.showTo[0]: there is no replica 8" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "SlowLeader", "args": {"factor": 3}}""",
            "$.faults[0].args.factor: must be a number, 0 to 2" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "SlowLeader", "args": {"factor": {}}}""",
            "$.faults[0].args.factor: must be a number, a text, true, false, null or a list of nodes" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "SlowForOneClient", "args": {"client": 5}}""",
            "$.faults[0].args.client: there is no client c5" },
        { 
            """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "SlowForOneClient", "args": {"client": null}}""",
            "$.faults[0].args.client: must be a client" },
        { """{"at": {"ms": 1}, "do": "byz", "node": 3, "strategy": "DoubleVote", "args": {"votes": "none"}}""",
            "$.faults[0].args.votes: must be one of all, prepare, commit" },
    };

    [Theory]
    [MemberData(nameof(WrongFaults))]
    public void One_problem_of_a_fault(string fault, string message)
    {
        var problems = Files.BadFault(fault);

        Assert.Single(problems);
        Assert.StartsWith(message, problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_schema_or_with_another_one_is_refused()
    {
        Assert.Equal("$: lacks schema", Files.Read("{}").Problems.Single().ToString());
        Assert.Equal(
            "$.schema: must be one of witan-scenario/1, not \"witan-scenario/2\"",
            Files.Read("""{"schema": "witan-scenario/2"}""").Problems.Single().ToString());
    }

    [Fact]
    public void All_problems_are_reported_and_one_does_not_bring_about_others()
    {
        var problems = Files.Bad(
            """
            "cluster": {"n": "four", "byzantine": [9]}, "seed": -1,
            "faults": [{"at": {"ms": -1}, "do": "crash", "node": 8}, {"do": "heal"},
              {"at": {"ms": 1}, "do": "heal", "x": 1}],
            "expect": {"commitsAtLeast": 5}
            """);

        Assert.Equal(
            ["$.cluster.n", "$.seed", "$.faults[0].at.ms", "$.faults[1]", "$.faults[2].x", "$.expect.commitsAtLeast"],
            problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_wrong_f_hides_no_node_that_does_not_exist_and_a_wrong_node_hides_no_wrong_f()
    {
        var problems = Files.Bad(
            """
            "cluster": {"f": 2, "byzantine": [9], "orgs": ["A"]},
            "faults": [{"at": {"ms": 1}, "do": "crash", "node": 8}], "expect": {"noEvidenceAgainst": [7]}
            """);

        Assert.Equal(
            [
                "$.cluster.byzantine[0]", "$.cluster.f", "$.cluster.orgs", "$.faults[0].node",
                "$.expect.noEvidenceAgainst[0]",
            ],
            problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_file_with_a_thousand_problems_reports_the_first_twenty()
    {
        var fields = string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"\"x{i}\": 1"));

        Assert.Equal(ScenarioReader.MaxProblems, Files.Bad(fields).Length);
    }

    [Fact]
    public void Another_protocol_takes_the_place_of_the_files_and_the_file_is_judged_by_it()
    {
        const string file =
            $$"""
            { {{Files.Header}}, "protocol": {"name": "pow", "options": {"fanout": 3} } }
            """;

        Assert.Equal("other", Files.Read(file, "other").Scenario!.Protocol.Name);
        Assert.Equal(["$.protocol.options.fanout"], Files.Read(file, "pbft").Problems.Select(p => p.Path));
        Assert.Equal(["$.protocol.name"], Files.Read(file, "raft").Problems.Select(p => p.Path));
    }

    [Fact]
    public void A_strategy_of_pbfts_messages_is_not_defined_for_another_protocol_and_a_shared_one_is()
    {
        static string File(string strategy) =>
            $$"""
            { {{Files.Header}}, "protocol": {"name": "other"}, "cluster": {"byzantine": [0]},
              "faults": [{"at": {"ms": 0}, "do": "byz", "node": 0, "strategy": "{{strategy}}"}] }
            """;

        Assert.Equal(["$.faults[0].strategy"], Files.Read(File("DoubleVote")).Problems.Select(p => p.Path));
        Assert.Empty(Files.Read(File("Replay")).Problems);
    }

    [Fact]
    public void More_than_f_faulty_replicas_are_allowed_where_the_file_says_so() =>
        Assert.Equal(
            [0, 1, 2],
            Files.Good("\"cluster\": {\"byzantine\": [0, 1, 2], \"allowExceedF\": true}").FaultyReplicas);
}
