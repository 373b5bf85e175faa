using System.Xml.Linq;
using Witan.Tests.Architecture.Il;
using Xunit;

namespace Witan.Tests.Architecture;

/// <summary>Every room lies on the way of a request and imports only rooms before it.</summary>
public sealed class RoomOrderTests
{
    public static TheoryData<string> PresentRooms => [.. Rooms.Present];

    [Fact]
    public void Every_folder_of_src_is_a_room_with_a_place_in_the_order()
    {
        IEnumerable<string?> folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(Path.GetFileName);

        Assert.All(folders, folder => Assert.Contains(folder, Rooms.InOrder));
    }

    [Theory]
    [MemberData(nameof(PresentRooms))]
    public void A_project_references_only_rooms_before_it(string room)
    {
        XDocument project = XDocument.Parse(Repository.Read($"src/{room}/{room}.csproj"));

        IEnumerable<string> references = project.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.All(references, reference => Assert.InRange(Rooms.InOrder.IndexOf(reference), 0, Place(room) - 1));
    }

    [Theory]
    [MemberData(nameof(PresentRooms))]
    public void A_compiled_room_references_only_rooms_before_it(string room)
    {
        using var file = new CompiledAssembly(Rooms.AssemblyOf(room));

        IEnumerable<string> references = file.Metadata.AssemblyReferences
            .Select(handle => file.Metadata.GetString(file.Metadata.GetAssemblyReference(handle).Name))
            .Where(name => name.StartsWith("Witan", StringComparison.OrdinalIgnoreCase));

        Assert.All(references, reference => Assert.InRange(Rooms.InOrder.IndexOf(reference), 0, Place(room) - 1));
    }

    [Theory]
    [MemberData(nameof(PresentRooms))]
    public void A_room_opens_its_internals_to_nobody(string room)
    {
        using var file = new CompiledAssembly(Rooms.AssemblyOf(room));

        IEnumerable<string> attributes = file.Metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(handle => System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(
                file.Metadata.GetCustomAttribute(handle).Constructor))
            .Select(token => file.Resolve(token).Member!.Owner.Name);

        Assert.DoesNotContain("System.Runtime.CompilerServices.InternalsVisibleToAttribute", attributes);
        Assert.DoesNotContain("System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute", attributes);
    }

    [Fact]
    public void No_protocol_knows_another() =>
        Assert.Empty(ProtocolIsolation.Breaks(Rooms.AssemblyOf("Witan.Protocols"), "Witan.Protocols"));

    [Fact]
    public void A_protocol_that_knows_another_is_found_and_the_list_of_all_may_know_every_one()
    {
        IReadOnlyList<string> breaks = ProtocolIsolation.Breaks(
            Repository.Assembly("Witan.Tests.Planted"), "Witan.Tests.Planted.Protocols");

        Assert.Equal(
            [
                "Witan.Tests.Planted.Protocols.One.Replica knows Witan.Tests.Planted.Protocols.Two.Rules",
                "Witan.Tests.Planted.Protocols.Two.Replica knows Witan.Tests.Planted.Protocols.Catalogue",
            ],
            breaks.Order(StringComparer.Ordinal));
    }

    private static int Place(string room) => Rooms.InOrder.IndexOf(room);
}
