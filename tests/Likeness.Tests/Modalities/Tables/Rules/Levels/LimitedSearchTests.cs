using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Which levels never occur together, and which are only rare.</summary>
public sealed class LimitedSearchTests
{
    private const int Rows = 3000;

    /// <summary>Of random tables with random impossible pairs, these are found and no others.</summary>
    [Fact]
    public void ImpossiblePairsAreFound()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var random = new PhiloxRandom(seed, 0);
            var (by, levels) = (2 + random.NextInt(4), 6 + random.NextInt(15));
            LevelPair[] never =
            [
                .. Enumerable.Range(0, 2 + random.NextInt(3)).Select(i => new LevelPair(random.NextInt(2), i)),
            ];
            double[][] cells = Independent(random, [by, levels, 4], Rows);
            for (int row = 0; row < Rows; row++)
            {
                while (never.Contains(new((int)cells[0][row], (int)cells[1][row])))
                {
                    cells[1][row] = Math.Min(random.NextInt(levels), random.NextInt(levels));
                }
            }

            var rule = Assert.Single(Found(Table.FromColumns(Columns([by, levels, 4]), cells)));
            Assert.Equal(("c0", "c1"), (rule.By, rule.Column));
            Assert.Equal(never.ToHashSet(), [.. rule.Never]);
        }
    }

    /// <summary>Levels are as rare as one in a hundred.</summary>
    [Fact]
    public void IndependentColumnsHaveNone()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var random = new PhiloxRandom(seed, 1);
            int[] levels = [.. Enumerable.Range(0, 6).Select(_ => 2 + random.NextInt(25))];
            Assert.Empty(Found(Table.FromColumns(Columns(levels), Independent(random, levels, 1500))));
        }
    }

    /// <summary>Grades of two exams: a pair is the rarer the further they are apart, and the rarest have no row although independent grades would have hundreds.</summary>
    [Fact]
    public void RarePairsAreNoRule()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var random = new PhiloxRandom(seed, 2);
            double[] first = [.. Enumerable.Range(0, 6000).Select(_ => (double)random.NextInt(12))];
            double[] second =
            [
                .. first.Select(grade =>
                    Math.Clamp(grade + Enumerable.Range(0, 12).Sum(_ => random.NextInt(3) - 1), 0, 11)
                ),
            ];
            var table = Table.FromColumns(Columns([12, 12]), [first, second]);
            Assert.NotEmpty(new LevelTable(table, 0, 1).Never(20));
            Assert.Empty(Found(table));
        }
    }

    /// <summary>Nearly all servants are women, and no woman is a husband: that no servant is one follows.</summary>
    [Fact]
    public void WhatFollowsFromAnotherColumnIsNoRule()
    {
        var random = new PhiloxRandom(4, 0);
        double[] sex = [.. Enumerable.Range(0, 8000).Select(_ => (double)random.NextInt(2))];
        double[] work = [.. sex.Select(one => random.NextInt(100) < (one == 0 ? 5 : 0) ? 0.0 : 1 + random.NextInt(6))];
        double[] role = [.. sex.Select(one => random.NextInt(3) == 0 ? 2.0 : one)];
        Column[] columns =
        [
            new("sex") { Kind = new CategoryKind(["F", "M"]) },
            new("work") { Kind = new CategoryKind(["servant", "a", "b", "c", "d", "e", "f"]) },
            new("role") { Kind = new CategoryKind(["wife", "husband", "child"]) },
        ];
        // Some men are servants, none of them a husband.
        for (int row = 0, men = 0; row < sex.Length && men < 8; row++)
        {
            if (sex[row] == 1 && role[row] == 2)
            {
                work[row] = 0;
                men++;
            }
        }

        var table = Table.FromColumns(columns, [sex, work, role]);
        Assert.NotEmpty(new LevelTable(table, 1, 2).Never(60));
        var rule = Assert.Single(Found(table));
        Assert.Equal("sex limits role", rule.ToString());
        Assert.Equal(
            ["sex limits role: 2 of 6 pairs never occur (F with husband, M with wife)"],
            rule.Lines(table.Columns)
        );
    }

    /// <summary>A hundred patients with ten visits each say of their sex and illness as much as a hundred rows.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void RowsOfOneKeyAreOnePieceOfEvidence(bool hasKeys, int rules)
    {
        var random = new PhiloxRandom(5, 0);
        var csv = new StringBuilder(hasKeys ? "patient_id,sex,illness,ward\n" : "sex,illness,ward\n");
        for (int patient = 0; patient < 100; patient++)
        {
            int illness = random.NextInt(8);
            string sex = illness < 2 ? "FM"[illness..(illness + 1)] : "FM"[random.NextInt(2)].ToString();
            for (int visit = 0; visit < 10; visit++)
            {
                csv.Append(hasKeys ? string.Create(CultureInfo.InvariantCulture, $"P-{patient + 1000},") : "")
                    .Append(CultureInfo.InvariantCulture, $"{sex},illness {illness},{"ABC"[random.NextInt(3)]}\n");
            }
        }

        using var folder = new TemporaryFolder();
        var source = DataSource.FromFiles([folder.Text("t.csv", csv.ToString())]);
        var found = source.FindRules(source.LoadTable().Table);
        Assert.Equal(rules, found.Count(rule => rule == "sex limits illness"));
    }

    private static List<LimitedColumn> Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.OfType<LimitedColumn>()];

    private static Column[] Columns(int[] levels) =>
        [
            .. levels.Select(
                (count, i) =>
                    new Column($"c{i}")
                    {
                        Kind = new CategoryKind([.. Enumerable.Range(0, count).Select(level => $"{i}.{level}")]),
                    }
            ),
        ];

    // The last levels are rarer.
    private static double[][] Independent(PhiloxRandom random, int[] levels, int rows) =>
        [
            .. levels.Select(count =>
                Enumerable
                    .Range(0, rows)
                    .Select(_ => (double)Math.Min(random.NextInt(count), random.NextInt(count)))
                    .ToArray()
            ),
        ];
}
