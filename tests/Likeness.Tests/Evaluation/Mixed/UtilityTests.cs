using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;
using Likeness.Evaluation.Utility;

namespace Likeness.Tests.Evaluation.Mixed;

public sealed class UtilityTests
{
    private static readonly EvaluationSettings Settings = new() { Threads = 2, Resamples = 20 };
    private static readonly Table Train = MixedSamples.Rows(800, 1);
    private static readonly Table Test = MixedSamples.Rows(600, 2);

    [Fact]
    public void Rows_of_the_same_distribution_predict_as_well_as_the_training_rows()
    {
        var pay = Compute(Train, MixedSamples.Rows(800, 3), "pay");
        Assert.Equal(("R²", 0, false), (pay.Score, pay.Classes, pay.IsCrossFitted));
        Assert.InRange(pay.Real!.Value, 0.9, 1);
        Assert.Equal(pay.Real.Value, pay.Synthetic!.Value, 0.03);
        Assert.InRange(pay.Synthetic.Value, pay.SyntheticInterval!.Low, pay.SyntheticInterval.High);
        Assert.True(pay.TestRows < Test.RowCount); // some have no pay

        var married = Compute(Train, MixedSamples.Rows(800, 3), "married");
        Assert.Equal(("AUC", 2), (married.Score, married.Classes));
        Assert.InRange(married.Real!.Value, 0.8, 0.97);
        Assert.Equal(married.Real.Value, married.Synthetic!.Value, 0.05);
        Assert.Equal(4, Compute(Train, Train, "job").Classes);
    }

    [Fact]
    public void Rows_without_dependence_predict_nothing()
    {
        var rows = MixedSamples.Rows(800, 3);
        var generated = MixedSamples.With(rows, 2, row => rows[(row + 31) % 800, 2]);
        Assert.InRange(Compute(Train, generated, "married").Synthetic!.Value, 0.38, 0.62);
    }

    [Fact]
    public void Without_training_rows_the_real_score_is_cross_fitted()
    {
        var report = Compute(null, MixedSamples.Rows(800, 3), "married");
        Assert.True(report.IsCrossFitted);
        Assert.Equal(report.Synthetic!.Value, report.Real!.Value, 0.06);
    }

    [Fact]
    public void Samples_whose_target_never_varies_have_no_score_and_an_unknown_one_is_refused()
    {
        Assert.Null(Compute(Train, MixedSamples.With(Train, 2, _ => 1), "married").Synthetic);
        var error = Assert.Throws<LikenessException>(() => Compute(Train, Train, "maried"));
        Assert.Equal("There is no column 'maried' to predict (did you mean married?)", error.Message);
    }

    [Fact]
    public void Targets_that_cannot_be_predicted_are_refused_at_once_with_the_reason()
    {
        Column key = new("id")
        {
            Kind = new IdentifierKind([.. Enumerable.Range(0, 800).Select(i => $"K{i}")], "K{0}"),
        };
        Refuses(
            "id",
            MixedSamples.With(Train, 1, row => row, key),
            "it holds identifiers, which name rows and follow from no other column"
        );
        Column text = new("note") { Kind = new TextKind([.. Enumerable.Range(0, 800).Select(i => $"word {i}")]) };
        Refuses("note", MixedSamples.With(Train, 1, row => row, text), "it holds free texts");
        Refuses("married", MixedSamples.With(Train, 2, _ => 1), "all real rows have the same value in it (yes)");
        Refuses("job", MixedSamples.With(Train, 1, _ => double.NaN), "no real row has a value in it");
        var error = Assert.Throws<LikenessException>(() =>
            Evaluator.Evaluate(Train, Test, Train, Settings with { Target = "ag" })
        );
        Assert.Equal("There is no column 'ag' to predict (did you mean age?)", error.Message);

        static void Refuses(string target, Table real, string why)
        {
            var progress = new Recorded();
            var error = Assert.Throws<LikenessException>(() =>
                Evaluator.Evaluate(real, null, real, Settings with { Target = target }, progress)
            );
            Assert.StartsWith(
                $"'{target}' cannot be predicted: {why} (give another column, such as 'age', ",
                error.Message
            );
            Assert.Equal(0, progress.Count);
        }
    }

    [Fact]
    public void Scores_of_several_classes_have_an_interval_and_chance_is_beside_them()
    {
        // Of two classes, that of one against the other.
        var random = new PhiloxRandom(3, 1);
        double[] targets = [.. Enumerable.Range(0, 120).Select(row => (double)(row % 2))];
        double[] scores = Array.ConvertAll(targets, target => target + random.NextNormal());
        double[][] both = [Array.ConvertAll(scores, score => -score), scores];
        var two = DeLong.Interval(
            [.. scores.Where((_, row) => row % 2 == 0)],
            [.. scores.Where((_, row) => row % 2 == 1)]
        )!;
        var macro = DeLong.MacroInterval(both, targets)!;
        Assert.Equal(two.Low, macro.Low, 12);
        Assert.Equal(two.High, macro.High, 12);

        // Of three, about nine in ten hold the true area.
        int held = Enumerable.Range(0, 200).Count(repeat => Holds((ulong)repeat));
        Assert.InRange(held, 170, 195);
        var job = Compute(Train, MixedSamples.Rows(800, 3), "job");
        Assert.InRange(job.Synthetic!.Value, job.SyntheticInterval!.Low, job.SyntheticInterval.High);
        Assert.Equal(0.5, job.Chance);
        Assert.Equal(0, Compute(Train, Train, "pay").Chance);

        // Scores of each class are normal, with a mean of 1 for members and 0 for others: Φ(1/√2).
        static bool Holds(ulong repeat)
        {
            var random = new PhiloxRandom(17, repeat);
            double[] targets = [.. Enumerable.Range(0, 150).Select(row => (double)(row % 3))];
            double[][] scores =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(one => targets.Select(target => (target == one ? 1 : 0) + random.NextNormal()).ToArray()),
            ];
            var interval = DeLong.MacroInterval(scores, targets)!;
            return interval.Low <= 0.76025 && 0.76025 <= interval.High;
        }
    }

    private sealed class Recorded : IProgress<EvaluationProgress>
    {
        public int Count { get; private set; }

        public void Report(EvaluationProgress value) => Count++;
    }

    [Fact]
    public void The_macro_area_is_the_mean_over_classes_of_the_probability_that_a_member_ranks_above_another_row()
    {
        double[][] probabilities =
        [
            [0.7, 0.2, 0.3, 0.1],
            [0.2, 0.5, 0.6, 0.4],
            [0.1, 0.3, 0.1, 0.5],
        ];
        double[] targets = [0, 1, 1, 2];
        // Class 0: above all others. Class 1: 4 of 4 pairs. Class 2: 3 of 3.
        Assert.Equal(1, TargetUtility.MacroAuc(probabilities, targets)!.Value, 1e-12);
        double[] others = [1, 0, 1, 2];
        Assert.Equal(Direct(probabilities, others), TargetUtility.MacroAuc(probabilities, others)!.Value, 1e-12);
        Assert.Equal(1 - (0.02 / 2), TargetUtility.RSquared([1.1, 2, 2.9], [1, 2, 3])!.Value, 1e-12);
    }

    private static double Direct(double[][] probabilities, double[] targets)
    {
        double sum = 0;
        for (int one = 0; one < probabilities.Length; one++)
        {
            double wins = 0,
                pairs = 0;
            for (int member = 0; member < targets.Length; member++)
            {
                for (int other = 0; other < targets.Length; other++)
                {
                    if (targets[member] == one && targets[other] != one)
                    {
                        pairs++;
                        double difference = probabilities[one][member] - probabilities[one][other];
                        wins +=
                            difference > 0 ? 1
                            : difference == 0 ? 0.5
                            : 0;
                    }
                }
            }

            sum += wins / pairs;
        }

        return sum / probabilities.Length;
    }

    private static UtilityReport Compute(Table? train, Table generated, string target) =>
        TargetUtility.Compute(train, Test, generated, target, Settings, CancellationToken.None);
}
