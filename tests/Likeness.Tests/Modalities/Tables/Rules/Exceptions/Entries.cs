using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Tests.Modalities.Tables.Rules.Exceptions;

/// <summary>Rows that people entered, with errors.</summary>
internal static class Entries
{
    /// <summary>The rules.</summary>
    public static readonly string[] Rules =
    [
        "booked = again",
        "gross = net + tax",
        "paid = net + fee + tip",
        "postcode determines town",
        "start ≤ end",
    ];

    private static readonly string[] Towns = ["Bonn", "Hof", "Köln", "Mainz", "Trier", "Ulm"];

    /// <summary>2,000 rows, of which a fraction breaks each of the rules.</summary>
    public static Table Rows(ulong seed, double errors)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] start = Numbers(1000, 0);
        double[] net = Numbers(5000, 1);
        double[] tax = Numbers(900, 1);
        double[] fee = Numbers(300, 1);
        double[] tip = Numbers(90, 1);
        double[] booked = Numbers(800, 0);
        int[] town = [.. start.Select(_ => random.NextInt(6))];
        var rows = Table.FromArrays(
            ("start", start),
            ("end", start.Select(value => value + (Errs() ? -300 : random.NextInt(250))).ToArray()),
            ("net", net),
            ("tax", tax),
            ("gross", net.Select((value, i) => value + tax[i] + (Errs() ? 7 : 0)).ToArray()),
            ("fee", fee),
            ("tip", tip),
            ("paid", net.Select((value, i) => value + fee[i] + tip[i] + (Errs() ? 3 : 0)).ToArray()),
            ("again", booked.Select((value, i) => value + (Errs() ? (i % 2 == 0 ? 11 : -11) : 0)).ToArray()),
            ("booked", booked),
            ("postcode", town.Select(i => $"{i}{random.NextInt(4)} {Towns[i][0]}").ToArray()),
            ("town", town.Select(i => Towns[Errs() ? (i + 1) % 6 : i]).ToArray())
        );
        return rows;

        double[] Numbers(int below, int least) =>
            [.. Enumerable.Range(0, 2000).Select(_ => (double)(least + random.NextInt(below)))];

        bool Errs() => random.NextDouble() < errors;
    }
}
