using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Witan.Variants.Hunting;

/// <summary>Looks for the first trial that fails on a variant and holds on the product.</summary>
internal sealed class Hunt(HuntSettings settings) : IDisposable
{
    private static readonly TimeSpan BetweenNews = TimeSpan.FromSeconds(20);

    private readonly HuntOrder _order = new();
    private readonly TrialProcess _product = new(VariantName.None, settings.Bound);
    private readonly SortedDictionary<string, Finding?> _onProduct = new(StringComparer.Ordinal);

    /// <returns>0 when every variant is killed, and with the table by what it names; 1 when one is not.</returns>
    public int Run(IEnumerable<VariantEntry> variants)
    {
        var done = Done();
        var wrong = 0;
        foreach (var variant in variants)
        {
            if (done.Contains(variant.Name.ToString())) continue;
            var result = Of(variant);
            if (result.Killer is null || (settings.OnlyTable && result.Oracle != variant.Oracle)) wrong++;
            var line = JsonSerializer.Serialize(result);
            Console.WriteLine(settings.Json ? line : result.ToString());
            if (settings.Results is { } path) File.AppendAllText(path, line + "\n");
        }

        return wrong == 0 ? 0 : 1;
    }

    public void Dispose() => _product.Dispose();

    private HuntResult Of(VariantEntry variant)
    {
        using var process = new TrialProcess(variant.Name, settings.Bound);
        var (clock, news) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var played = new SortedSet<string>(StringComparer.Ordinal);
        var productFails = new List<string>();
        (Trial Trial, Finding Finding)? kill = null;
        foreach (var trial in Trials(variant))
        {
            if (!played.Add(trial.ToString()!)) continue;
            if (news.Elapsed > BetweenNews)
            {
                var seconds = clock.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
                Console.Error.WriteLine($"  {variant.Name}: {played.Count} trials, {seconds} s, now {trial}");
                news.Restart();
            }

            if (process.Run(trial) is not { } finding) continue;
            if (OnProduct(trial) is { } both)
            {
                productFails.Add($"{trial}: {both.Oracle}: {both.Text}");
                continue;
            }

            kill = (trial, finding);
            break;
        }

        return new HuntResult
        {
            Variant = variant.Name.ToString(), Killer = kill?.Trial.ToString(), Oracle = kill?.Finding.Oracle,
            Text = kill?.Finding.Text, Seeds = kill?.Trial.Seeds ?? 0, Trials = played.Count,
            Seconds = Math.Round(clock.Elapsed.TotalSeconds, 1), ProductFails = productFails,
        };
    }

    private IEnumerable<Trial> Trials(VariantEntry variant)
    {
        if (!settings.OnlyTable) return _order.For(variant, settings);
        return Trial.Parse(variant.Killer) is { } known ? [known] : [];
    }

    private Finding? OnProduct(Trial trial)
    {
        var name = trial.ToString()!;
        if (!_onProduct.TryGetValue(name, out var finding)) _onProduct[name] = finding = _product.Run(trial);
        return finding;
    }

    private HashSet<string> Done() => settings.Results is { } path && File.Exists(path)
        ? [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<HuntResult>(line)!.Variant)] : [];
}
