namespace Witan.Node;

/// <summary>Why a file cannot be read or written, in an operator's words.</summary>
public static class FileTrouble
{
    private const int NoSpace = 28;
    private const int ReadOnlySystem = 30;
    private const int NotAFolder = 20;

    /// <summary>For a line that has named the file already.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failure">What reading or writing it threw.</param>
    public static string Of(string path, Exception failure) => failure switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException when Directory.Exists(path) => "it is a folder",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the name is too long",
        IOException { HResult: NoSpace } => "no space is left on the disk",
        IOException { HResult: ReadOnlySystem } => "the file system is read-only",
        IOException { HResult: NotAFolder } => "a part of its path is no folder",
        _ => failure.Message,
    };

    /// <summary>For a line that has not: the system's own text names the file.</summary>
    public static string Of(Exception failure) => failure is IOException { HResult: NoSpace }
        ? "no space is left on the disk"
        : failure.Message;
}
