namespace Witan.Simulation.Tracing;

/// <summary>How a row of a sequence chart is drawn.</summary>
public enum ChartMark
{
    /// <summary>An arrow: a message that was delivered.</summary>
    Arrow,

    /// <summary>An arrow that ends in a cross: a message that was dropped.</summary>
    Lost,

    /// <summary>A dotted line: a message that was on its way when the trace ended.</summary>
    Flying,

    /// <summary>A dot on a lane.</summary>
    Point,

    /// <summary>A lane ends.</summary>
    Crash,

    /// <summary>A lane begins again.</summary>
    Restart,

    /// <summary>A line across all lanes: a fault of the world.</summary>
    Banner,

    /// <summary>The same, for what an oracle found.</summary>
    Violation,
}
