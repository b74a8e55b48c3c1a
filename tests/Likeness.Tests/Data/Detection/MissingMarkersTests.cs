using Likeness.Data.Detection;

namespace Likeness.Tests.Data.Detection;

/// <summary>Texts that stand for missing values among others.</summary>
public sealed class MissingMarkersTests
{
    private static readonly string[] Codes =
    [
        .. from first in "abcdefgh" from second in "klmnopqrstuv" select $"{first}{second}x",
        "nan",
        .. from first in "ijklm" select $"{first}ax",
    ];

    /// <summary>Of ISO 639-3, Min Nan Chinese.</summary>
    [Fact]
    public void ACodeAmongManyIsALevel() =>
        Assert.Empty(MissingMarkers.Among(Codes, new HashSet<string>(), hasEmptyCells: false));

    [Fact]
    public void AmongWordsOrFewCodesItIsMissing()
    {
        Assert.Contains("nan", MissingMarkers.Among([.. Codes, "other"], new HashSet<string>(), hasEmptyCells: false));
        Assert.Contains("nan", MissingMarkers.Among(["red", "nan", "tan"], new HashSet<string>(), false));
        Assert.Contains("nan", MissingMarkers.Among(Codes, new HashSet<string> { "nan" }, hasEmptyCells: false));
    }
}
