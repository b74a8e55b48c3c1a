using System.Text.Json;
using Likeness.Tests.House;

namespace Likeness.Tests.Evaluation.Windows;

/// <summary>tests/golden/sequence_evaluation.json: SciPy's numbers and those of brute force in Python.</summary>
internal sealed record GoldenSequences(
    GoldenFisher[] Fisher,
    GoldenExceedance[] Exceedances,
    GoldenAudioFrame Audio,
    GoldenMatches Matches,
    GoldenEdit[] Edits,
    GoldenGrams Grams
)
{
    public static GoldenSequences All { get; } =
        JsonSerializer.Deserialize<GoldenSequences>(
            Repository.Read("tests/golden/sequence_evaluation.json"),
            JsonSerializerOptions.Web
        )!;
}

internal sealed record GoldenFisher(int Generated, int Test, int Hits, int TestHits, double Fisher);

internal sealed record GoldenExceedance(int Generated, int Test, int Above, int K, double P);

internal sealed record GoldenAudioFrame(
    int Rate,
    float[] Frame,
    double[] Power,
    double[] Energies,
    float[] Other,
    double Distance
);

internal sealed record GoldenMatches(string Train, GoldenText[] Texts);

internal sealed record GoldenText(string Text, int[] Lengths);

internal sealed record GoldenEdit(string Window, string Passage, int Distance);

internal sealed record GoldenGrams(
    string[] First,
    string[] Second,
    string[] Scored,
    double[][] ByFirst,
    double[][] BySecond,
    double[][] ByBoth
);
