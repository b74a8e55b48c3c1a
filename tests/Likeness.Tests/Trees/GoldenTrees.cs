using System.Text.Json;
using Likeness.Tests.House;

namespace Likeness.Tests.Trees;

/// <summary>tests/golden/trees.json, and the generator of its rows.</summary>
internal sealed record GoldenTrees(ScikitLearn ScikitLearn, NumberSplit[] Numbers, CategorySplit[] Categories)
{
    public static GoldenTrees All { get; } =
        JsonSerializer.Deserialize<GoldenTrees>(Repository.Read("tests/golden/trees.json"), JsonSerializerOptions.Web)!;

    /// <summary>Numbers within ±1 by SplitMix64.</summary>
    public static double[] Uniform(int count, int stream)
    {
        var numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            ulong z = ((ulong)(i + 1) + ((ulong)stream << 32)) * 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            numbers[i] = ((z >> 11) / (double)(1L << 52)) - 1;
        }

        return numbers;
    }

    /// <summary>Numbers within ±1 converted to integers 0 … kinds − 1.</summary>
    public static double[] Codes(double[] values, int kinds) =>
        Array.ConvertAll(values, value => Math.Min(Math.Floor((value + 1) / 2 * kinds), kinds - 1));

    /// <summary>Values, NaN where the condition holds.</summary>
    public static double[] Without(double[] values, Func<int, bool> isMissing) =>
        [.. values.Select((value, row) => isMissing(row) ? double.NaN : value)];
}

internal sealed record ScikitLearn(double Auc, double R2, double SeveralAuc);

internal sealed record NumberSplit(
    double L2,
    int MinRows,
    double Gain,
    int Column,
    double? Threshold,
    bool MissingLeft,
    int LeftRows
);

internal sealed record CategorySplit(int Kinds, double Gain, int[] Left);
