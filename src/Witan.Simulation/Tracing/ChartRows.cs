using System.Globalization;
using System.Text;

namespace Witan.Simulation.Tracing;

/// <summary>
/// Turns events into rows. A message is one row, at the moment of its end; its sending is a row of its own only if the
/// trace does not have the end. Events of nodes without a column give none.
/// </summary>
internal sealed class ChartRows
{
    private readonly SortedList<int, int> _columns = [];
    private readonly Dictionary<long, long> _sentAt = [];
    private readonly HashSet<long> _ended = [];
    private readonly List<ChartRow> _rows = [];
    private ulong _down;

    private ChartRows(IReadOnlyList<ChartColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++) _columns.Add(columns[i].Node, i);
    }

    public static List<ChartRow> Of(IReadOnlyList<RunEvent> events, IReadOnlyList<ChartColumn> columns)
    {
        var rows = new ChartRows(columns);
        foreach (var entry in events) rows.NoteMessage(entry);
        foreach (var entry in events) rows.Add(entry);
        return rows._rows;
    }

    /// <summary>Milliseconds with three decimals, without floating point.</summary>
    public static string Milliseconds(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000}.{microseconds % 1000:D3}");

    private void NoteMessage(in RunEvent entry)
    {
        if (entry.Message == 0) return;
        if (entry.Kind == RunEventKind.Sent) _sentAt[entry.Message] = entry.At;
        if (entry.Kind is RunEventKind.Delivered or RunEventKind.Dropped) _ended.Add(entry.Message);
    }

    private void Add(in RunEvent entry)
    {
        switch (entry.Kind)
        {
            case RunEventKind.Sent:
                if (entry.Message == 0 || !_ended.Contains(entry.Message))
                    AddMessage(entry, ChartMark.Flying, entry.Node, entry.Peer);
                break;
            case RunEventKind.Delivered:
                AddMessage(entry, ChartMark.Arrow, entry.Peer, entry.Node);
                break;
            case RunEventKind.Dropped:
                AddMessage(entry, ChartMark.Lost, entry.Peer, entry.Node);
                break;
            case RunEventKind.Violation:
                _rows.Add(new ChartRow(entry.At, ChartMark.Violation, 0, 0, LabelOf(entry), _down));
                break;
            default:
                AddLocal(entry);
                break;
        }
    }

    private void AddMessage(in RunEvent entry, ChartMark mark, int sender, int receiver)
    {
        if (!_columns.TryGetValue(sender, out var from) || !_columns.TryGetValue(receiver, out var to)) return;
        var label = LabelOf(entry);
        if (mark == ChartMark.Flying) label += ", on its way";
        if (mark == ChartMark.Lost) label += ", dropped";
        if (mark != ChartMark.Flying && _sentAt.TryGetValue(entry.Message, out var sentAt))
            label += ", sent " + Milliseconds(sentAt);
        _rows.Add(new ChartRow(entry.At, mark, from, to, label, _down));
    }

    private void AddLocal(in RunEvent entry)
    {
        if (entry.Node == RunEvent.World)
        {
            _rows.Add(new ChartRow(entry.At, ChartMark.Banner, 0, 0, LabelOf(entry), _down));
            return;
        }

        if (!_columns.TryGetValue(entry.Node, out var column)) return;
        if (entry.Kind == RunEventKind.Crashed) _down |= 1UL << column;
        if (entry.Kind == RunEventKind.Restarted) _down &= ~(1UL << column);
        var mark = entry.Kind switch
        {
            RunEventKind.Crashed => ChartMark.Crash,
            RunEventKind.Restarted => ChartMark.Restart,
            _ => ChartMark.Point,
        };
        _rows.Add(new ChartRow(entry.At, mark, column, column, Prefix(entry.Kind) + LabelOf(entry), _down));
    }

    /// <summary>The word that says what a local event is where its type does not.</summary>
    private static string Prefix(RunEventKind kind) => kind switch
    {
        RunEventKind.Timer => "timer ",
        RunEventKind.Durable => "durable ",
        RunEventKind.Crashed => "crashed ",
        RunEventKind.Restarted => "restarted ",
        RunEventKind.Called => "calls ",
        RunEventKind.Answered => "is answered ",
        RunEventKind.Fault => "fault ",
        _ => "",
    };

    private static string LabelOf(in RunEvent entry)
    {
        var label = new StringBuilder(entry.Type);
        if (entry.Height != 0) Append(label, string.Create(CultureInfo.InvariantCulture, $"h{entry.Height}"));
        if (entry.Height != 0 || entry.View != 0)
            Append(label, string.Create(CultureInfo.InvariantCulture, $"v{entry.View}"));
        if (entry.DigestPrefix != 0)
            Append(label, string.Create(CultureInfo.InvariantCulture, $"{entry.DigestPrefix >> 32:x8}"));
        Append(label, entry.Text);
        // A text may repeat what a hostile node said; it must not move the reader's cursor.
        for (var i = 0; i < label.Length; i++)
        {
            if (char.IsControl(label[i])) label[i] = '?';
        }

        return label.ToString();
    }

    private static void Append(StringBuilder label, string word)
    {
        if (word.Length > 0 && label.Length > 0) label.Append(' ');
        label.Append(word);
    }
}
