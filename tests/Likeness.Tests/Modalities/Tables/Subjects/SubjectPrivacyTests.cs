using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Several rows of one person do not make models repeat that person.</summary>
public sealed class SubjectPrivacyTests
{
    [Fact]
    public void FewSubjectsOfSamplesEqualOneOfTheData()
    {
        var visits = VisitRows.Create(400);
        var people = People(visits).ToHashSet();
        // By chance, 400 × 1 ∕ (2 × 60 × 1000) = 0.3 % of other patients do.
        double copied = Copied(protects: true);
        Assert.InRange(copied, 0, 0.05);
        Assert.InRange(Copied(protects: false), 1.5 * copied, 1);

        double Copied(bool protects)
        {
            var data = DataSource.FromTable(visits) with { Protects = protects };
            using var model = TrainedModel.Train(new RunSettings { Model = "trees", Data = data }).As<TableModel>();
            return People(model.Sample(5000, 4)).Average(person => people.Contains(person) ? 1.0 : 0);
        }
    }

    [Fact]
    public void WhatHardlyTwoPeopleShareIsMovedLessThanHalfTheWayToTheNext()
    {
        var visits = VisitRows.Create(300);
        var encoding = TableEncoding.Fit(visits, new TreesOptions());
        var moved = SubjectNoise.Apply(visits, encoding.Rules);
        int joined = 4;
        Assert.Equal("joined", visits.Columns[joined].Name);
        double[] days = [.. visits.ColumnValues(joined).Distinct().Order()];
        int changed = 0;
        for (int row = 0; row < visits.RowCount; row++)
        {
            int at = Array.BinarySearch(days, visits[row, joined]);
            double low = at == 0 ? days[0] : (days[at - 1] + days[at]) / 2;
            double high = at == days.Length - 1 ? days[at] : (days[at] + days[at + 1]) / 2;
            // Days are whole.
            Assert.InRange(moved[row, joined], low - 43_200, high + 43_200);
            Assert.Equal(0, moved[row, joined] % 86_400);
            changed += moved[row, joined] != visits[row, joined] ? 1 : 0;
        }

        Assert.InRange(changed, visits.RowCount / 5, visits.RowCount);
        // Sixty years of birth are shared.
        Assert.Equal(visits.ColumnValues(3), moved.ColumnValues(3));
        Assert.Equal(visits.ColumnValues(6), moved.ColumnValues(6));
    }

    private static (string Sex, double Born, double Joined)[] People(Table rows) =>
        [
            .. VisitRows
                .Texts(rows, "patient_id")
                .Zip(VisitRows.Texts(rows, "sex"))
                .Select((one, row) => (one.First, (one.Second, rows[row, 3], rows[row, 4])))
                .DistinctBy(one => one.First)
                .Select(one => one.Item2),
        ];
}
