using System.Text.Json;
using System.Text.Json.Nodes;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>The printed schema says what the reader does.</summary>
public sealed class SchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(ScenarioSchema.Write()).RootElement;
    private static readonly SchemaJudge Judge = new(Schema);

    [Fact]
    public void Every_random_scenario_is_admitted_by_the_schema()
    {
        var scenarios = new RandomScenarios(2);
        for (var i = 0; i < 1_000; i++)
        {
            using var file = JsonDocument.Parse(ScenarioWriter.Write(scenarios.Next()));
            Assert.True(Judge.Admits(file.RootElement), file.RootElement.ToString());
        }
    }

    [Fact]
    public void A_file_that_the_schema_refuses_is_refused_by_the_reader()
    {
        var scenarios = new RandomScenarios(3);
        var random = new Random(3);
        var refused = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var file = JsonNode.Parse(ScenarioWriter.Write(scenarios.Next()))!;
            Spoil(file, random);
            using var document = JsonDocument.Parse(file.ToJsonString());
            if (Judge.Admits(document.RootElement)) continue;
            refused++;
            var reading = ScenarioReader.Read(JsonSerializer.SerializeToUtf8Bytes(file), Files.Protocols);
            Assert.True(reading.Scenario is null, file.ToJsonString());
        }

        Assert.InRange(refused, 1_000, 2_000);
    }

    [Fact]
    public void A_file_of_all_the_defaults_that_the_schema_names_is_the_default_scenario()
    {
        var defaults = new JsonObject { ["schema"] = Scenario.Version };
        foreach (var property in Schema.GetProperty("properties").EnumerateObject())
        {
            if (property.Value.TryGetProperty("default", out var value))
                defaults[property.Name] = JsonNode.Parse(value.GetRawText());
        }

        Assert.Equal(15, defaults.Count);
        Assert.Equal(new Scenario(), Files.Read(defaults.ToJsonString()).Scenario);
    }

    [Fact]
    public void Every_field_says_what_it_is_and_every_field_that_may_be_absent_what_its_default_is()
    {
        var silent = new List<string>();
        Walk(Schema, "$", silent);

        Assert.Empty(silent);
    }

    /// <summary>Changes one value, or adds one field, at random.</summary>
    private static void Spoil(JsonNode file, Random random)
    {
        var nodes = new List<JsonNode>();
        Gather(file, nodes);
        switch (nodes[random.Next(nodes.Count)])
        {
            case JsonObject some when random.Next(2) == 0 || some.Count == 0:
                some["unknown"] = 1;
                break;
            case JsonObject some:
                some[some.ElementAt(random.Next(some.Count)).Key] = Odd(random);
                break;
            case JsonArray list:
                list.Add(Odd(random));
                break;
            default:
                ((JsonObject)file)["unknown"] = 1;
                break;
        }
    }

    private static JsonNode? Odd(Random random) => random.Next(7) switch
    {
        0 => null,
        1 => JsonValue.Create(-1),
        2 => JsonValue.Create(1e17),
        3 => JsonValue.Create(0.5),
        4 => JsonValue.Create("odd"),
        5 => new JsonArray(),
        _ => new JsonObject(),
    };

    private static void Gather(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is JsonObject some)
        {
            nodes.Add(node);
            foreach (var (_, value) in some) Gather(value, nodes);
        }
        else if (node is JsonArray list)
        {
            nodes.Add(node);
            foreach (var value in list) Gather(value, nodes);
        }
    }

    private static void Walk(JsonElement schema, string path, List<string> silent)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in schema.EnumerateArray()) Walk(part, path, silent);
        }

        if (schema.ValueKind != JsonValueKind.Object) return;
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Select(name => name.GetString()).ToList()
            : [];
        foreach (var (name, value) in schema.EnumerateObject().Select(p => (p.Name, p.Value)))
        {
            if (name is "default" or "if" or "then") continue;
            if (name != "properties") Walk(value, path, silent);
            else foreach (var field in value.EnumerateObject()) WalkField(field, required, path, silent);
        }
    }

    private static void WalkField(JsonProperty field, List<string?> required, string path, List<string> silent)
    {
        var at = $"{path}.{field.Name}";
        if (field.Value.TryGetProperty("const", out _) || field.Value.TryGetProperty("$ref", out _)) return;
        if (!field.Value.TryGetProperty("description", out _)) silent.Add(at + " has no description");
        if (!required.Contains(field.Name) && !field.Value.TryGetProperty("default", out _))
            silent.Add(at + " has no default");
        Walk(field.Value, at, silent);
    }
}
