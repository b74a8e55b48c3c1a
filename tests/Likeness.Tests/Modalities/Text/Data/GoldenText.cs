using System.Text;
using System.Text.Json;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Text.Data;

/// <summary>The content of tests/golden/text.json.</summary>
internal sealed record GoldenText(
    string Sample,
    int[] Pieces,
    int[][] Merges,
    int[] Tokens,
    string[] Corpus,
    string HeldOut,
    GoldenNGrams[] Models
)
{
    public static GoldenText Read() =>
        JsonSerializer.Deserialize<GoldenText>(
            Encoding.UTF8.GetBytes(Repository.Read("tests/golden/text.json")),
            JsonSerializerOptions.Web
        )!;
}

internal sealed record GoldenNGrams(int Order, bool IsKneserNey, double[] Probabilities);
