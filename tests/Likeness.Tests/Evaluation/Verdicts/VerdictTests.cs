using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Classifiers;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities;
using Likeness.Testing;

namespace Likeness.Tests.Evaluation.Verdicts;

public sealed class VerdictTests
{
    private static readonly EvaluationSettings Quick = new()
    {
        Resamples = 50,
        BaselineRepeats = 10,
        Permutations = 19,
        Threads = 1,
    };

    [Fact]
    public void TheWorstEvidenceDecides()
    {
        var verdict = Verdict.Decide(
            [
                Piece("a", SimilarityLevel.Close),
                Piece("b", SimilarityLevel.Distinguishable),
                Piece("c", SimilarityLevel.Distinguishable),
            ],
            new NoveltyFinding(NoveltyLevel.New, "It is new.")
        );
        Assert.Equal((SimilarityLevel.Distinguishable, "b"), (verdict.Level, verdict.Reason));
        Assert.Equal((NoveltyLevel.New, "It is new."), (verdict.Novelty, verdict.NoveltyReason));
        Assert.Equal(["b", "c", "a"], verdict.Evidence.Select(piece => piece.Metric));
        Assert.Throws<ArgumentException>(() => Verdict.Decide([], null));
    }

    [Fact]
    public void PoorSamplesAreNotNewButMayBeCopies()
    {
        Assert.Equal(NoveltyLevel.Undetermined, Poor(NoveltyLevel.New));
        Assert.Equal(NoveltyLevel.NearCopies, Poor(NoveltyLevel.NearCopies));
        Assert.Equal(NoveltyLevel.Copies, Poor(NoveltyLevel.Copies));
        Assert.Equal(NoveltyLevel.Undetermined, Verdict.Decide([Piece("a", SimilarityLevel.Close)], null).Novelty);

        static NoveltyLevel Poor(NoveltyLevel found) =>
            Verdict.Decide([Piece("a", SimilarityLevel.Poor)], new NoveltyFinding(found, "")).Novelty;
    }

    [Fact]
    public void TheMetricOfTheReasonIsAmongTheNumbers()
    {
        var poor = Verdict.Decide([Piece("Recall", SimilarityLevel.Poor)], null);
        var recall = new MetricResult("Recall", null, 0.26, Better.Higher, MetricGroup.Coverage, "fraction", "", "");
        var other = new KeyNumber("Precision", "90 %");
        Assert.Equal(
            ["Recall 26 %", "Precision 90 %"],
            DecisiveNumber.Among(poor, [recall], [other]).Select(number => $"{number.Name} {number.Value}")
        );
        KeyNumber[] shown = [new("Recall", "26 %"), other];
        Assert.Equal(shown, DecisiveNumber.Among(poor, [recall], shown));
    }

    [Fact]
    public void TooFewRowsAreUndetermined()
    {
        var few = Evaluator.Evaluate(Samples.Gaussian(40, 1), Samples.Gaussian(3, 2), Samples.Gaussian(3, 3), Quick);
        Assert.Equal(SimilarityLevel.Undetermined, few.Verdict.Level);
        Assert.Equal("undetermined", few.Verdict.Level.InWords());
        Assert.StartsWith(
            "3 samples beside 3 real rows are too few to tell",
            few.Verdict.Reason,
            StringComparison.Ordinal
        );
        Assert.Empty(ClassifierEvidence.TooFew(30, 30, "rows"));
        Assert.Contains(
            "an AUC below 0.8",
            Assert.Single(ClassifierEvidence.TooFew(25, 25, "rows")).Sentence,
            StringComparison.Ordinal
        );
        // Evidence against samples counts also among few.
        var poor = Verdict.Decide([Piece("a", SimilarityLevel.Undetermined), Piece("b", SimilarityLevel.Poor)], null);
        Assert.Equal(SimilarityLevel.Poor, poor.Level);
    }

    /// <summary>An AUC of 0.76 on so few rows that its interval reaches into the baseline is no proof of likeness.</summary>
    [Theory]
    [InlineData(0.759, 0.601, 0.918, SimilarityLevel.Undetermined)]
    [InlineData(0.62, 0.58, 0.64, SimilarityLevel.Indistinguishable)] // a clear difference is excluded
    [InlineData(0.59, 0.50, 0.68, SimilarityLevel.Indistinguishable)] // within the baseline
    [InlineData(0.759, 0.70, 0.80, SimilarityLevel.Distinguishable)]
    public void AWideIntervalBeyondTheBaselineLeavesItOpen(double auc, double low, double high, SimilarityLevel level)
    {
        var result = new MetricResult(
            "C2ST (k-NN)",
            null,
            0.6,
            Better.NearBaseline,
            MetricGroup.Distribution,
            "",
            "",
            ""
        )
        {
            Auc = auc,
            AucInterval = new Interval(low, high),
            AucBaseline = new RealBaseline(0.38, 0.5, 0.62, 5, 168, 168),
        };
        var evidence = Assert.Single(ClassifierEvidence.Of([result], 168, "rows"));
        Assert.Equal(level, evidence.Level);
        const string Open = ": no difference is proved on 168 rows, and a clear one is not excluded.";
        Assert.Equal(level == SimilarityLevel.Undetermined, evidence.Sentence.EndsWith(Open, StringComparison.Ordinal));
        // No word contradicts the number beside it.
        double end = evidence.Baseline!.High;
        string beside =
            $", above the real-vs-real baseline of up to {EvidenceRules.Number(end)} but not significantly, as its interval reaches into it";
        bool isAbove = low <= end && auc > end;
        Assert.Equal(isAbove, evidence.Sentence.Contains(beside, StringComparison.Ordinal));
        Assert.Equal(
            isAbove && level == SimilarityLevel.Indistinguishable ? "no significant difference" : level.InWords(),
            Verdict.Decide([evidence], null).LevelInWords
        );
        // What rows say of copies stays.
        var novelty = new NoveltyFinding(NoveltyLevel.New, "None equals one.");
        Assert.Equal(NoveltyLevel.New, Verdict.Decide([evidence], novelty).Novelty);
    }

    [Fact]
    public void AClassifierIsShownByItsAuc()
    {
        var result = new MetricResult(
            "C2ST (k-NN)",
            null,
            0.7,
            Better.NearBaseline,
            MetricGroup.Distribution,
            "fraction",
            "",
            ""
        )
        {
            Auc = 0.8,
            AucInterval = new Interval(0.75, 0.85),
            AucBaseline = new RealBaseline(0.455, 0.5, 0.545, 5, 1000, 1000),
            PValue = 0.01,
            Note = "k = 5",
        };
        var shown = ClassifierEvidence.WithAuc(result);
        Assert.Equal((0.8, result.AucInterval, "AUC"), (shown.Value, shown.Interval, shown.Unit));
        Assert.Equal(0.5411, shown.Baseline!.High, 1e-4);
        Assert.Equal("accuracy 0.700 (p = 0.01); k = 5", shown.Note);
    }

    [Fact]
    public void RowsThatRepeatWarnThatPrecisionSaysNothing()
    {
        static double[] Dice(ulong stream) =>
            [
                .. Enumerable
                    .Range(0, 200)
                    .Select(row => (double)new Likeness.Compute.Cpu.PhiloxRandom(stream, (ulong)row).NextInt(4)),
            ];

        var repeating = Evaluator.Evaluate(Samples.Of(Dice(1), 1), Samples.Of(Dice(2), 1), Quick);
        Assert.Contains(
            repeating.Warnings,
            warning =>
                warning.StartsWith("Precision, recall, density and coverage say nothing", StringComparison.Ordinal)
        );
        string[] silent = ["Precision", "Recall", "Coverage"];
        Assert.DoesNotContain(repeating.Verdict.Evidence, one => silent.Contains(one.Metric));
        var others = Evaluator.Evaluate(Samples.Gaussian(200, 1), Samples.Gaussian(200, 2), Quick);
        Assert.DoesNotContain(
            others.Warnings,
            warning => warning.StartsWith("Precision, recall", StringComparison.Ordinal)
        );
        Assert.All(silent, metric => Assert.Contains(others.Verdict.Evidence, one => one.Metric == metric));
    }

    [Fact]
    public void AFewRowsFarFromAllDataAreEvidence()
    {
        var (train, test, fresh) = (Samples.Gaussian(400, 1), Samples.Gaussian(400, 2), Samples.Gaussian(400, 3));
        double[] values = fresh.ToRowMajor();
        for (int row = 0; row < 400; row += 33)
        {
            values[4 * row] += 50;
        }

        var evidence = Outliers(fresh);
        Assert.Equal(SimilarityLevel.Indistinguishable, evidence.Level);
        evidence = Outliers(Samples.Of(values, 4));
        Assert.Equal((13 / 400.0, SimilarityLevel.Close), (evidence.Value, evidence.Level));
        Assert.StartsWith(
            "3.3 % of the samples lie farther from all real rows",
            evidence.Sentence,
            StringComparison.Ordinal
        );

        Evidence Outliers(Table generated) =>
            OutlierEvidence.Of(new EvaluationData(train, test, generated, Quick), "rows");
    }

    [Fact]
    public void FewRepeatsOfABaselineCountBesideWhatIsUsual()
    {
        // By hand from the formulas; alone, five repeats would give 0.605 and 0.502.
        Assert.Equal(0.5411, Baseline(5, 0.455, 0.545), 1e-4);
        Assert.Equal(0.5432, Baseline(10, 0.455, 0.545), 1e-4);
        Assert.Equal(0.5249, Baseline(5, 0.499, 0.501), 1e-4);

        static double Baseline(int repeats, double low, double high)
        {
            var result = new MetricResult(
                "C2ST (k-NN)",
                null,
                0.6,
                Better.NearBaseline,
                MetricGroup.Distribution,
                "",
                "",
                ""
            )
            {
                Auc = 0.6,
                AucBaseline = new RealBaseline(low, 0.5, high, repeats, 1000, 1000),
            };
            return Assert.Single(ClassifierEvidence.Of([result], 100, "rows")).Baseline!.High;
        }
    }

    [Theory]
    [InlineData(0.54, 0.51, 0.52, SimilarityLevel.Indistinguishable)]
    [InlineData(0.3, 0.2, 0.52, SimilarityLevel.Indistinguishable)]
    [InlineData(0.6, 0.53, 0.52, SimilarityLevel.Close)]
    [InlineData(0.61, 0.53, 0.52, SimilarityLevel.Distinguishable)]
    [InlineData(0.8, 0.7, 0.52, SimilarityLevel.Distinguishable)]
    [InlineData(0.81, 0.7, 0.52, SimilarityLevel.Poor)]
    [InlineData(0.9, 0.5, 0.55, SimilarityLevel.Indistinguishable)]
    public void AnAucAllowsALevel(double auc, double low, double baseline, SimilarityLevel expected) =>
        Assert.Equal(expected, EvidenceRules.OfAuc(auc, new(low, 1), new(0.4, baseline)));

    [Theory]
    [InlineData(0.97, 0.98, SimilarityLevel.Indistinguishable)]
    [InlineData(0.85, 0.91, SimilarityLevel.Indistinguishable)]
    [InlineData(0.86, 0.89, SimilarityLevel.Close)]
    [InlineData(0.84, 0.89, SimilarityLevel.Distinguishable)]
    [InlineData(0.69, 0.7, SimilarityLevel.Poor)]
    public void AFractionAllowsALevel(double value, double high, SimilarityLevel expected) =>
        Assert.Equal(expected, EvidenceRules.OfFraction(value, new(0, high), new(0.9, 1), poorPoints: 0.2));

    [Fact]
    public void ADifferenceIsReadAsAnAuc()
    {
        Assert.Equal(SimilarityLevel.Indistinguishable, EvidenceRules.OfDifference(0.9, isBeyondChance: false));
        Assert.Equal(SimilarityLevel.Close, EvidenceRules.OfDifference(0.19, isBeyondChance: true));
        Assert.Equal(SimilarityLevel.Distinguishable, EvidenceRules.OfDifference(0.21, isBeyondChance: true));
        Assert.Equal(SimilarityLevel.Poor, EvidenceRules.OfDifference(0.61, isBeyondChance: true));
    }

    [Fact]
    public void TheVerdictIsInTheJson()
    {
        var (train, test) = (Samples.Gaussian(200, 1), Samples.Gaussian(100, 2));
        var report = Evaluator.Evaluate(train, test, Samples.First(train, 80), Quick);
        var json = JsonNode.Parse(ReportJson.Serialize(report))!["verdict"]!;
        Assert.Equal(
            ["level", "reason", "novelty", "noveltyReason", "evidence"],
            json.AsObject().Select(pair => pair.Key)
        );
        Assert.Equal("copies", (string)json["novelty"]!);
        Assert.Equal("indistinguishable", (string)json["level"]!);
        var alone = Evaluator.Decide(train, test, Samples.First(train, 80), Quick);
        Assert.Equal(report.Verdict.Evidence, alone.Evidence);
        Assert.Equal((report.Verdict.Reason, report.Verdict.NoveltyReason), (alone.Reason, alone.NoveltyReason));
        Assert.Equal(report.Verdict.Evidence.Count, json["evidence"]!.AsArray().Count);
        Assert.Equal(
            MetricRegistry.All.OfType<ClassifierTwoSample>().Count(),
            report.Verdict.Evidence.Count(piece => piece.Metric.StartsWith("AUC (", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void WithoutTrainingRowsNothingIsSaidOfNovelty()
    {
        var real = Samples.Gaussian(200, 1);
        var report = Evaluator.Evaluate(real, Samples.Gaussian(200, 2), Quick);
        Assert.Equal(NoveltyLevel.Undetermined, report.Verdict.Novelty);
        Assert.Null(report.Novelty);
        Assert.Empty(report.In(MetricGroup.Novelty));
        Assert.Equal(("two tables", 0, 200), (report.Protocol, report.TrainRows, report.TestRows));

        // Copies of the real rows are not better than new ones, and the AUC detects them.
        var copies = Evaluator.Evaluate(real, real, Quick).Verdict;
        Assert.Equal((SimilarityLevel.Indistinguishable, NoveltyLevel.Undetermined), (copies.Level, copies.Novelty));
        Assert.Contains("nearly coincide with real rows", copies.NoveltyReason);
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(null, null, real, Quick));
    }

    [Fact]
    public void SamplesOfTestRowsAreWarnedOf()
    {
        var test = Samples.Gaussian(200, 2);
        var report = Evaluator.Evaluate(Samples.Gaussian(200, 1), test, test, Quick);
        Assert.Contains(report.Warnings, warning => warning.Contains("not trained on the test rows"));
    }

    /// <summary>Samples that lie next to training rows as often as next to test rows are none of a model that knows the test rows better.</summary>
    [Theory]
    [InlineData(false, "and to training rows no more than to test rows")]
    [InlineData(true, "nearer to test rows than expected by chance")]
    public void SamplesNextToAllRealRowsAreWarnedOfAsSuch(bool repeatsTest, string expected)
    {
        var (train, test, generated) = (Samples.Gaussian(200, 1), Samples.Gaussian(200, 2), Samples.Gaussian(200, 3));
        var novelty = Evaluator.Evaluate(train, test, generated, Quick).Novelty! with { RepeatsTest = repeatsTest };
        var warnings = new List<string>();
        TableVerdict.Decide(
            new EvaluationData(train, test, generated, Quick),
            [Neighbours(0.2, 0.27)],
            novelty,
            warnings,
            areEmpty: false
        );
        Assert.Contains(expected, Assert.Single(warnings));
    }

    private static MetricResult Neighbours(double auc, double high) =>
        new("C2ST (k-NN)", null, 0.4, Better.NearBaseline, MetricGroup.Distribution, "fraction", "", "")
        {
            Auc = auc,
            AucInterval = new(auc - 0.06, high),
            AucBaseline = new RealBaseline(0.448, 0.514, 0.6, 10, 103, 103),
        };

    /// <summary>Of a hundred rows of each, AUCs far below ½ occur by chance: repeats say how far.</summary>
    [Theory]
    [InlineData(0.384, 0.446, false)]
    [InlineData(0.2, 0.27, true)]
    public void FewRowsCoincideByChance(double auc, double high, bool sits) =>
        Assert.Equal(sits, ClassifierEvidence.Sitting([Neighbours(auc, high)]) is not null);

    [Fact]
    public void APerfectSamplerIsSeldomDistinguished()
    {
        // 2 of 300 seeds with 200 rows (`verdicts --only perfect --seeds 300`).
        int distinguished = Enumerable
            .Range(0, LongTest.IsEnabled ? 20 : 3)
            .Count(seed =>
            {
                ulong stream = 10 * (ulong)seed;
                var verdict = Evaluator.Decide(
                    Samples.Gaussian(160, stream + 1),
                    Samples.Gaussian(80, stream + 2),
                    Samples.Gaussian(80, stream + 3),
                    Quick with
                    {
                        Seed = stream,
                    }
                );
                return verdict.Level != SimilarityLevel.Indistinguishable;
            });
        Assert.InRange(distinguished, 0, LongTest.IsEnabled ? 3 : 1);
    }

    private static Evidence Piece(string name, SimilarityLevel level) => new(name, 0, null, null, level, name);
}
