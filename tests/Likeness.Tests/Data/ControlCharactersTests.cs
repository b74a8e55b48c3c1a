using Likeness.Data;

namespace Likeness.Tests.Data;

public sealed class ControlCharactersTests
{
    [Theory]
    [InlineData("red\e[31m", "red\uFFFD[31m")]
    [InlineData("bell\a and\tline\n", "bell\uFFFD and\uFFFDline\uFFFD")]
    [InlineData("\u009b2J", "\uFFFD2J")] // CSI as one character
    [InlineData("\u202Egnp.exe", "\uFFFDgnp.exe")]
    public void AreReplaced(string text, string shown) => Assert.Equal(shown, ControlCharacters.Replace(text));

    [Theory]
    [InlineData("")]
    [InlineData("π – größer, 数")]
    public void OtherTextIsTheSameObject(string text) => Assert.Same(text, ControlCharacters.Replace(text));
}
