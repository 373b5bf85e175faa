using Witan.Gateway.Etcd;
using Witan.Registry;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>Answers every delete with one deleted key too many.</summary>
internal sealed class MiscountingRegistry : LocalRegistry
{
    public override async ValueTask<RegistryAnswer> SubmitAsync(
        ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        var answer = await base.SubmitAsync(request, cancellation);
        return answer is RegistryAnswer.Proven proven
            && RegistryResult.Decode(proven.Result) is RegistryResult.DeleteRange delete
            ? proven with { Result = (delete with { Deleted = delete.Deleted + 1 }).Encode() }
            : answer;
    }
}
