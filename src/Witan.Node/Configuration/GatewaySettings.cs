using System.Net;
using System.Text.Json.Serialization;

namespace Witan.Node;

/// <summary>
/// Settings of the process of a gateway, as <c>gateway.json</c> holds them. Paths are relative to the file.
/// </summary>
public sealed class GatewaySettings
{
    /// <summary>Where it listens.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port of the etcd API. Default 2379.</summary>
    public int GrpcPort { get; set; } = 2379;

    /// <summary>The port of health and metrics. Default 2381.</summary>
    public int HttpPort { get; set; } = 2381;

    public string TrustFile { get; set; } = "../trust.json";

    public string KeyFile { get; set; } = "keys/statement.pem";

    /// <summary>A file whose first line is the passphrase of the key; empty if it has none.</summary>
    public string PassphraseFile { get; set; } = "";

    /// <summary>Where incarnations are reserved.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The folder of the file.</summary>
    [JsonIgnore]
    public string Folder { get; private set; } = "";

    /// <summary>Address and port of the etcd API as one text, an IPv6 address in brackets.</summary>
    /// <exception cref="FormatException">The address is no IP address.</exception>
    [JsonIgnore]
    public string GrpcEndpoint => EndpointOf(GrpcPort);

    /// <summary>Address and port of health and metrics as one text, an IPv6 address in brackets.</summary>
    /// <exception cref="FormatException">The address is no IP address.</exception>
    [JsonIgnore]
    public string HttpEndpoint => EndpointOf(HttpPort);

    /// <exception cref="NodeSetupException">Missing, or not such a file.</exception>
    public static GatewaySettings Load(string path)
    {
        var settings = SettingsFile.Read<GatewaySettings>(path);
        settings.Folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        settings.TrustFile = Path.GetFullPath(Path.Combine(settings.Folder, settings.TrustFile));
        settings.KeyFile = Path.GetFullPath(Path.Combine(settings.Folder, settings.KeyFile));
        settings.DataFolder = Path.GetFullPath(Path.Combine(settings.Folder, settings.DataFolder));
        if (settings.PassphraseFile.Length > 0)
            settings.PassphraseFile = Path.GetFullPath(Path.Combine(settings.Folder, settings.PassphraseFile));
        if (settings.GrpcPort is < 0 or > 65535 || settings.HttpPort is < 0 or > 65535)
            throw NodeSetupException.OfFile($"{path} names a port that is none: grpcPort and httpPort are 0 to 65535");
        if (!IPAddress.TryParse(settings.Address, out _))
            throw NodeSetupException.OfFile($"{path} names the address '{settings.Address}', which is no IP address");
        return settings;
    }

    /// <summary>The client inside the gateway.</summary>
    public WitanClientOptions Client() => new()
    {
        TrustFile = TrustFile,
        KeyFile = KeyFile,
        DataFolder = DataFolder,
        Passphrase = PassphraseFile.Length > 0 ? Passphrases.FromFile(PassphraseFile) : null,
    };

    private string EndpointOf(int port) => new IPEndPoint(IPAddress.Parse(Address), port).ToString();
}
