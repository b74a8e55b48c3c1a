using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class TextSourceTests
{
    [Theory]
    [InlineData("Fischer, Yara", TextPiece.FirstWord, "fischer")]
    [InlineData("Fischer, Yara", TextPiece.LastWord, "yara")]
    [InlineData("Yara Fischer", TextPiece.FirstWord, "yara")]
    public void WordsOfNamesHaveNoComma(string name, TextPiece piece, string expected) =>
        Assert.Equal(expected, new TextSource("name", piece, TextLetters.Small).Of(name));
}
