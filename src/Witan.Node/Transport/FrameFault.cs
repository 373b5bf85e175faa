namespace Witan.Node;

/// <summary>Why no more frames come from a connection.</summary>
public enum FrameFault
{
    None,

    /// <summary>The other side closed between two frames.</summary>
    End,

    /// <summary>The other side closed within a frame.</summary>
    Truncated,

    /// <summary>A length of zero, or above the limit: nothing of it was buffered.</summary>
    BadLength,
}
