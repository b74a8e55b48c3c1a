using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>What a code stands for is no template of texts, whatever numbers it has inside.</summary>
public sealed class TextsOfCodesTests
{
    private const int Codes = 60;
    private const int RowsOfEach = 6;

    [Fact]
    public void TextsThatACodeDeterminesAreLevels()
    {
        int[] codes = [.. Enumerable.Range(0, Codes * RowsOfEach).Select(row => row % Codes)];
        string[] texts = Array.ConvertAll(codes, code => $"RED MUG {code}");
        string[] names = Array.ConvertAll(codes, code => $"2{1000 + (code * 7)}{(code % 2 == 0 ? "A" : "B")}");
        var levels = Found(("code", names), ("text", texts));
        Assert.Null(levels.Numbered);
        Assert.Equal(Codes, levels.LevelCount);
        // Of codes that have several texts each, or of words, they are templates.
        string[] others = [.. names.Select((name, row) => row / Codes == 0 ? names[(row + 1) % Codes] : name)];
        Assert.Equal(["RED MUG {n}"], Found(("code", others), ("text", texts)).Levels);
        Assert.Equal(["RED MUG {n}"], Found(("title", Array.ConvertAll(codes, Word)), ("text", texts)).Levels);
        Assert.Equal(["RED MUG {n}"], Found(("text", texts)).Levels);
    }

    private static string Word(int code) => $"{(char)('a' + (code % 20))}{(char)('a' + (code / 20))}word of it";

    private static CategoryKind Found(params (string Name, string[] Texts)[] columns)
    {
        var rows = Table.FromArrays([.. columns.Select(column => (column.Name, (Array)column.Texts))]);
        var found = SubjectKinds.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null).Table;
        return Assert.IsType<CategoryKind>(found.Columns[^1].Kind);
    }
}
