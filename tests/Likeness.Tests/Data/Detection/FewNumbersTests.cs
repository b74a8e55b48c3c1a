using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Numbers that are levels, because hardly any are different or because their name says so.</summary>
public sealed class FewNumbersTests
{
    [Theory]
    [InlineData("category", "0", "0", "a")]
    [InlineData("category", "0", "1", "a")]
    [InlineData("number", "1", "2.5", "7", "refused")]
    [InlineData("number", "0", "0", "NA")]
    public void A_text_beside_few_numbers_is_a_level(string kind, params string[] cells)
    {
        // Of 100 rows, three have the last text.
        string[] rows =
        [
            .. Enumerable.Range(0, 100).Select(i => i % 33 == 32 ? cells[^1] : cells[i % (cells.Length - 1)]),
        ];
        Assert.Equal(kind, Read("holiday", rows).Columns[0].Kind.Name);
    }

    [Theory]
    [InlineData("status", "category", "200,301,404,500")]
    [InlineData("HTTP Status Code", "category", "200,301,404,500")]
    [InlineData("speed", "number", "200,301,404,500")]
    [InlineData("status", "number", "1,2,3,4")]
    public void Codes_of_three_digits_are_levels_by_the_name(string name, string kind, string codes)
    {
        string[] rows = [.. Enumerable.Range(0, 100).Select(i => codes.Split(',')[i * 7 % 4])];
        rows[5] = "";
        var table = StatusCodes.Apply(Loaded(name, rows), null).Table;
        Assert.Equal(kind, table.Columns[0].Kind.Name);
        Assert.Equal(rows, table.ColumnValues(0).Select(table.Columns[0].Write));
    }

    [Theory]
    [InlineData("#DIV/0!")]
    [InlineData("#REF!")]
    [InlineData("#VALUE!")]
    [InlineData("#NAME?")]
    [InlineData("#NUM!")]
    [InlineData("#NULL!")]
    public void Errors_of_formulas_are_missing(string error)
    {
        string[] rows =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    i % 20 == 19 ? error
                    : i % 20 == 9 ? "#N/A"
                    : $"{i}.25"
                ),
        ];
        var column = Read("value", rows).Columns[0];
        Assert.Equal("number", column.Kind.Name);
        Assert.Empty(column.Codes?.Values ?? []);
        string[] colours =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    i % 20 == 19 ? error
                    : i % 2 == 0 ? "red"
                    : "blue"
                ),
        ];
        Assert.Equal(2, Assert.IsType<CategoryKind>(Read("colour", colours).Columns[0].Kind).LevelCount);
    }

    [Fact]
    public void A_whole_number_without_decimals_is_a_code_beside_others()
    {
        string[] rows = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 3 ? "-999" : $"{i % 13}.{i % 10}")];
        var loaded = Loaded("sun", rows);
        Assert.Equal(1, Assert.IsType<NumberKind>(loaded.Table.Columns[0].Kind).Format!.Decimals);
        Assert.Equal(rows, loaded.Table.ColumnValues(0).Select(loaded.Table.Columns[0].Write));
        Assert.Contains("-999 in 10 rows", Assert.Single(MissingCodes.Find(loaded.Table)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")] // a value like others
    [InlineData("99")] // of as many digits as others
    public void Other_whole_numbers_are_values(string text)
    {
        string[] rows = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 3 ? text : $"{i % 13}.{i % 10}")];
        Assert.Null(Read("sun", rows).Columns[0].Codes);
    }

    private static Table Read(string name, string[] rows) => Loaded(name, rows).Table;

    private static LoadedTable Loaded(string name, string[] rows) =>
        KindDetectionTests.Read($"{name},b\n" + string.Concat(rows.Select(cell => $"{cell},1.5\n")));
}
