using Likeness.Data.Schemas;

namespace Likeness.Tests.Data.Schemas;

public sealed class FormulaParserTests
{
    [Theory]
    [InlineData("a × (1 - b) + 2.5", 2 * (1 - 0.25) + 2.5)]
    [InlineData("a * b / 4 − 1", (2 * 0.25 / 4) - 1)]
    [InlineData("floor(a / 0.3)", 6)]
    [InlineData("clock(a - b - 90001)", (2 * 86400) - 89999.25)]
    [InlineData("max(0, 0.25 - a × b)", 0)]
    [InlineData("min(a, 3 * b) × (a - 1)", 0.75)]
    [InlineData("max(floor(a / 0.3), 1) - b (missing as 0)", 5.75)]
    [InlineData("max(0, a - b) or 0", 1.75)]
    [InlineData("(a + b) × (a - b)", 2.25 * 1.75)]
    [InlineData("a + 14 days", 2 + (14 * 86400))]
    [InlineData("(a - b) / 1 day", 1.75 / 86400)]
    [InlineData("floor(a × 0.25 days / b)", 172800)]
    [InlineData("abs(a - 4) + b + 90 s", 92.25)]
    public void AFormulaIsReadWithItsPrecedence(string text, double value)
    {
        var (formula, columns) = FormulaParser.Parse(text, [])!.Value;
        Assert.Equal(["a", "b"], columns.Concat(["b"]).Distinct());
        Assert.Equal(value, formula.Value([2, 0.25]), 12);
        Assert.Equal(value, FormulaParser.Parse(formula.Write(columns), [])!.Value.Formula.Value([2, 0.25]), 12);
    }

    [Fact]
    public void NamesMayHaveSigns()
    {
        var (formula, columns) = FormulaParser
            .Parse("km / h × time (h) - a - b", ["km / h", "time (h)", "a - b"])!
            .Value;
        Assert.Equal(["km / h", "time (h)", "a - b"], columns);
        Assert.Equal(5, formula.Value([2, 3, 1]));
        (formula, columns) = FormulaParser.Parse("max(x, y) + net or 0 or 0", ["max(x, y)", "net or 0"])!.Value;
        Assert.Equal(["max(x, y)", "net or 0"], columns);
        Assert.Equal("max(x, y) + net or 0 or 0", formula.Write(columns));
    }

    [Fact]
    public void WholeDaysAreWrittenAsSuch()
    {
        var (formula, columns) = FormulaParser
            .Parse("max(0, floor((a - b) / 86400)) + 1209600 × a - 90000 (missing as 0) or 0", [])!
            .Value;
        Assert.Equal(
            "max(0, floor((a - b) / 1 day)) + 14 days × a - 90000 (missing as 0) or 0",
            formula.WithDays().Write(columns)
        );
    }

    [Fact]
    public void MissingCellsCountAs0UnlessAllAre()
    {
        var formula = FormulaParser.Parse("credit - debit (missing as 0)", [])!.Value.Formula;
        Assert.Equal(-3, formula.Value([double.NaN, 3]));
        Assert.Equal(2, formula.Value([2, double.NaN]));
        Assert.Equal(double.NaN, formula.Value([double.NaN, double.NaN]));
    }

    [Theory]
    [InlineData("(a + b")]
    [InlineData("")]
    [InlineData("a + b)")]
    [InlineData("max(a)")]
    [InlineData("max(a, b")]
    public void WhatIsNoFormulaIsNotRead(string text) =>
        Assert.True(FormulaParser.Parse(text, ["a", "b"]) is not { } parsed || parsed.Columns.Contains("b)"));
}
