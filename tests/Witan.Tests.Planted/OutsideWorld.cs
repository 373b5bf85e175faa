using System.Collections;
using System.Diagnostics;
using System.Net.Http;
using System.Net.Sockets;

namespace Witan.Tests.Planted;

public sealed class OutsideWorld
{
    [Breaks("host")] private Socket? _socket;

    [Breaks("host")] public static byte[] Read(string path) => File.ReadAllBytes(path);
    [Breaks("host")] public static void Create(string path) => Directory.CreateDirectory(path);
    [Breaks("host")] public static Stream Open(string path) => new FileStream(path, FileMode.Open);
    [Breaks("host")] public static object Delegate() => (Func<string, bool>)File.Exists;
    [Breaks("host")] public static object Client() => new HttpClient();
    [Breaks("host")] public static int Id() => Process.GetCurrentProcess().Id;
    [Breaks("host")] public static void Say() => Console.WriteLine("hello");
    [Breaks("host")] public static string? Variable() => Environment.GetEnvironmentVariable("HOME");
    [Breaks("host")] public static IDictionary Variables() => Environment.GetEnvironmentVariables();
    [Breaks("host")] public static string[] Arguments() => Environment.GetCommandLineArgs();
    [Breaks("host")] public static int Processors() => Environment.ProcessorCount;
    [Breaks("host")] public static string Machine() => Environment.MachineName;
    [Breaks("host")] public static int Thread() => Environment.CurrentManagedThreadId;

    [Breaks("host")]
    public static void Write(Microsoft.Win32.SafeHandles.SafeFileHandle handle, byte[] bytes) =>
        RandomAccess.Write(handle, bytes, 0);
}
