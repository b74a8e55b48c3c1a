using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Privacy;
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

    [Fact]
    public void TimesThatAreMovedKeepToTheHoursAndWeekdaysOfTheData()
    {
        // Five tests of each patient at one quarter of an hour from 6 to 18 h, on Mondays and Thursdays.
        var random = new PhiloxRandom(5, 0);
        var records = Enumerable
            .Range(0, 300)
            .SelectMany(patient =>
            {
                var day = new DateTime(2024, 1, 1).AddDays((7 * random.NextInt(50)) + (3 * random.NextInt(2)));
                var time = day.AddMinutes(15 * (24 + random.NextInt(49)));
                return Enumerable
                    .Range(0, 5)
                    .Select(test => (patient_id: $"P{7919 * patient % 10_000:D5}", time, test));
            })
            .Select(one => new
            {
                one.patient_id,
                collected = one.time,
                test = "ABCDE"[one.test].ToString(),
            });
        var tests = Table.FromRecords(records);
        var encoding = TableEncoding.Fit(tests, new TreesOptions());
        var moved = SubjectNoise.Apply(tests, encoding.Rules);
        double[] times = moved.ColumnValues(1);
        Assert.All(times, time => Assert.Equal(0, time % 900));
        Assert.All(times, time => Assert.InRange(time % 86_400 / 3600, 6, 18));
        // Day 0 was a Thursday.
        Assert.All(times, time => Assert.Contains(Math.Floor(time / 86_400) % 7, new double[] { 0, 4 }));
        Assert.InRange(times.Zip(tests.ColumnValues(1), (a, b) => a == b ? 0.0 : 1).Average(), 0.5, 1);
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
