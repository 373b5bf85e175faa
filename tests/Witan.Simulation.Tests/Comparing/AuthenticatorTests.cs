using System.Reflection;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Comparing;

/// <summary>Every message type of every protocol says how many authenticators it carries.</summary>
public sealed class AuthenticatorTests
{
    public static TheoryData<string> Protocols => [.. KnownProtocols.Descriptions.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_description_counts_every_type_of_its_protocol_once(string name)
    {
        var (protocol, description) = KnownProtocols.All.Single(p => p.Description.Name == name);
        byte[] types = [.. TypesOf(protocol)];

        Assert.True(types.Length >= 5, $"only {types.Length} types were found");
        Assert.Equal(types.Order(), description.Authenticators.Select(a => a.Type).Order());
    }

    /// <summary>The constants are what the codec knows, so a type cannot be missing in both.</summary>
    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_constants_of_a_protocol_name_every_statement_that_its_codec_reads(string name)
    {
        var protocol = KnownProtocols.All.Single(p => p.Description.Name == name).Protocol;
        var statements = Enumerable.Range(MessageType.FirstOfProtocol, 256 - MessageType.FirstOfProtocol)
            .Select(type => (byte)type).Where(protocol.Codec.IsStatement);

        Assert.Subset(TypesOf(protocol).ToHashSet(), statements.ToHashSet());
    }

    private static IEnumerable<byte> TypesOf(IProtocol protocol)
    {
        var home = protocol.GetType();
        var constants = home.Assembly.GetTypes().Single(
            t => t.Namespace == home.Namespace && t.Name.EndsWith("MessageType", StringComparison.Ordinal));
        return constants.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (byte)field.GetRawConstantValue()!);
    }
}
