using Witan.Variants.Hunting;
using Witan.Variants.Situations;

namespace Witan.Variants;

/// <summary>
/// <c>witan-variants [--variant NAME] COMMAND</c>: the product with one planted bug, or with none.
/// </summary>
internal static class Command
{
    private const int Found = 1;
    private const int Misused = 2;

    /// <returns>0 when nothing was found, 1 when an expectation failed, 2 for a wrong call.</returns>
    public static int Run(string[] args)
    {
        var rest = args.ToList();
        if (rest.IndexOf("--variant") is >= 0 and var at)
        {
            var name = rest.ElementAtOrDefault(at + 1);
            if (Catalogue.All.FirstOrDefault(v => v.Name.ToString() == name) is not { } variant)
                return Misuse("--variant needs a name of --list-variants");
            Variant.Activate(variant.Name);
            rest.RemoveRange(at, 2);
        }

        return rest switch
        {
            ["--list-variants"] => List(),
            ["hunt", .. var options] => HuntCommand.Run(options),
            ["serve"] => TrialServer.Serve(Console.In, Console.Out),
            ["sim", "run", var file] when File.Exists(file) => SimCommands.RunFile(file, null),
            ["sim", "run", var file, "--seeds", var count] when File.Exists(file) && NumberOf(count) is { } seeds =>
                SimCommands.RunFile(file, seeds),
            ["sim", "replay", var file, "--rows", var rows] when File.Exists(file) && NumberOf(rows) is { } shown =>
                SimCommands.Replay(file, (int)Math.Min(shown, 100_000)),
            ["sim", "explore", "--seeds", var count] when NumberOf(count) is { } end =>
                SimCommands.Explore(0, end, [4]),
            ["sim", "explore", "--seeds", var count, "--n", "4,7"] when NumberOf(count) is { } end =>
                SimCommands.Explore(0, end, [4, 7]),
            ["check"] => Check(Situation.All),
            ["check", var situation] when Situation.Find(situation) is { } found => Check([found]),
            _ => Misuse("usage: witan-variants [--variant NAME] check [SITUATION] | sim run FILE [--seeds N] | "
                + "sim replay FILE --rows N | sim explore --seeds N [--n 4,7] | --list-variants | "
                + HuntCommand.Usage),
        };
    }

    private static ulong? NumberOf(string text) =>
        ulong.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
            out var number)
            ? number : null;

    private static int List()
    {
        foreach (var variant in Catalogue.All) Console.WriteLine(Catalogue.RowOf(variant));
        return 0;
    }

    private static int Check(IEnumerable<Situation> situations)
    {
        var worst = 0;
        foreach (var situation in situations)
        {
            var fault = situation.Run();
            Console.WriteLine($"{Variant.Active} {situation.Name}: {fault ?? "holds"}");
            if (fault is not null) worst = Found;
        }

        return worst;
    }

    private static int Misuse(string message)
    {
        Console.Error.WriteLine(message);
        return Misused;
    }
}
