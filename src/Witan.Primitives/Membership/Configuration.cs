using Witan.Primitives.Encoding;

namespace Witan.Primitives.Membership;

/// <summary>
/// Who the members are and by which rules they decide, as a value. Nothing may assume that it is the only one: look it
/// up by the number in a message or by height.
/// </summary>
public sealed class Configuration
{
    private readonly Member[] _members;

    private Configuration(
        ConfigurationNumber number, Member[] members, int f, string protocol, ClusterParameters parameters)
    {
        Number = number;
        _members = members;
        Protocol = protocol;
        Parameters = parameters;
        Quorums = new ByzantineQuorums(members.Length, f);
    }

    public ConfigurationNumber Number { get; }

    /// <summary>Sorted by id, ids distinct, 1 .. <see cref="Limits.MaxMembers"/> of them.</summary>
    public IReadOnlyList<Member> Members => _members;

    public int N => _members.Length;

    public int F => Quorums.F;

    /// <summary>Name of the ordering protocol, as the registration list has it, with its options if any.</summary>
    public string Protocol { get; }

    public ClusterParameters Parameters { get; }

    public QuorumSystem Quorums { get; }

    /// <summary>Checks and builds. Members may come in any order.</summary>
    /// <param name="number">0 for genesis.</param>
    /// <param name="members">1 to 128 members with distinct ids and distinct statement keys.</param>
    /// <param name="f">How many may lie: n must be at least 3f + 1.</param>
    /// <param name="protocol">A registered protocol's name.</param>
    /// <param name="parameters">See <see cref="ClusterParameters.Problem"/>.</param>
    /// <param name="allowConcentration">Lets one organisation hold more than f replicas (its word then decides
    /// alone).</param>
    /// <exception cref="ArgumentException">One line that says what is wrong.</exception>
    public static Configuration Create(
        ConfigurationNumber number, IEnumerable<Member> members, int f, string protocol, ClusterParameters parameters,
        bool allowConcentration = false)
    {
        var sorted = members.OrderBy(m => m.Id).ToArray();
        var problem = Problem(sorted, f, protocol, parameters);
        if (problem is null && !allowConcentration) problem = ConcentrationProblem(sorted, f);
        if (problem is not null) throw new ArgumentException(problem);
        return new Configuration(number, sorted, f, protocol, parameters);
    }

    /// <summary>
    /// The same members by the same rules under the next number: whatever was signed under this one does not count
    /// there.
    /// </summary>
    public Configuration Renumbered() => new(Number.Next, _members, F, Protocol, Parameters);

    /// <summary>
    /// The member's place in <see cref="Members"/>, or -1: the id comes from outside and may be anything.
    /// </summary>
    public int PlaceOf(ReplicaId id)
    {
        var low = 0;
        var high = _members.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _members[middle].Id.CompareTo(id);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    public Member? Find(ReplicaId id)
    {
        var place = PlaceOf(id);
        return place < 0 ? null : _members[place];
    }

    public void Write(CanonicalWriter writer)
    {
        writer.Configuration(Number);
        writer.U32((uint)F);
        writer.U32(Quorums.Mode);
        writer.Text(Protocol);
        Parameters.Write(writer);
        writer.Count(_members.Length);
        foreach (var member in _members) member.Write(writer);
    }

    /// <summary>Null, and the reader failed, if the bytes are not exactly one valid configuration.</summary>
    public static Configuration? Read(ref CanonicalReader reader)
    {
        var number = reader.Configuration();
        var f = reader.U32();
        var mode = reader.U32();
        var protocol = reader.Text(Limits.MaxNameBytes);
        var parameters = ClusterParameters.Read(ref reader);
        var members = new Member[reader.Count(Limits.MaxMembers, Member.MinimumBytes)];
        for (var i = 0; i < members.Length; i++) members[i] = Member.Read(ref reader);
        if (reader.Failed || mode != 0 || f > Limits.MaxMembers
            || Problem(members, (int)f, protocol, parameters) is not null)
        {
            reader.Fail();
            return null;
        }

        return new Configuration(number, members, (int)f, protocol, parameters);
    }

    private static string? Problem(Member[] members, int f, string protocol, ClusterParameters parameters)
    {
        if (members.Length is 0 or > Limits.MaxMembers) return "a configuration has 1 to 128 members";
        if (f < 0 || members.Length < (3 * f) + 1)
            return $"{members.Length} members cannot stand {f} liars: n >= 3f + 1";
        if (protocol.Length == 0) return "the protocol has no name";
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Weight != 1) return "every weight is 1 in quorum mode 0";
            if (i > 0 && members[i - 1].Id >= members[i].Id) return "member ids must be distinct and sorted";
            for (var j = 0; j < i; j++)
            {
                if (members[j].StatementKey == members[i].StatementKey)
                    return $"{members[j].Id} and {members[i].Id} have the same key";
            }
        }

        return parameters.Problem();
    }

    /// <summary>
    /// One organisation with more than f replicas could lie for all of them: the bound f would mean nothing.
    /// </summary>
    private static string? ConcentrationProblem(Member[] members, int f)
    {
        foreach (var member in members)
        {
            var held = members.Count(m => string.Equals(m.Organisation, member.Organisation, StringComparison.Ordinal));
            if (held > Math.Max(f, 1))
                return $"organisation '{member.Organisation}' holds {held} replicas, more than f = {f}";
        }

        return null;
    }
}
