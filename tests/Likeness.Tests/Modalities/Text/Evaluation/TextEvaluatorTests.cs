using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Evaluation;
using Likeness.Models.Sequences;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Text.Evaluation;

public sealed class TextEvaluatorTests
{
    private const int Bytes = 40_000;

    private static readonly WindowEvaluationSettings Quick = new() { BaselineRepeats = 5, Resamples = 40 };
    private static readonly byte[] Train = ToyText.Write(160_000, 1);
    private static readonly byte[] Test = ToyText.Write(Bytes, 2);
    private static readonly byte[] Honest = ToyText.Write(Bytes, 3);

    public static TheoryData<string, SimilarityLevel, SimilarityLevel, NoveltyLevel> Stages =>
        new()
        {
            { "honest", SimilarityLevel.Indistinguishable, SimilarityLevel.Indistinguishable, NoveltyLevel.New },
            { "copies", SimilarityLevel.Indistinguishable, SimilarityLevel.Distinguishable, NoveltyLevel.Copies },
            { "near copies", SimilarityLevel.Close, SimilarityLevel.Poor, NoveltyLevel.NearCopies },
            { "shuffled words", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
            { "one line", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
            { "noise", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
            { "1-grams", SimilarityLevel.Poor, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
            { "3-grams", SimilarityLevel.Distinguishable, SimilarityLevel.Poor, NoveltyLevel.Undetermined },
        };

    [SkippableTheory]
    [MemberData(nameof(Stages))]
    public void Each_staged_text_gets_its_verdict(
        string stage,
        SimilarityLevel best,
        SimilarityLevel worst,
        NoveltyLevel novelty
    )
    {
        LongTest.Require();
        TextEvaluation report = TextEvaluator.Evaluate(Train, Test, Staged(stage), Quick);
        Assert.True(
            report.Verdict.Level >= best && report.Verdict.Level <= worst,
            $"{report.Verdict.Level}: {string.Join("\n", report.Verdict.Evidence)}"
        );
        bool isMoot = novelty == NoveltyLevel.Undetermined && report.Verdict.Level < SimilarityLevel.Poor;
        Assert.Equal(isMoot ? NoveltyLevel.New : novelty, report.Verdict.Novelty);
    }

    [Fact]
    public void Without_training_text_similarity_alone_is_judged()
    {
        TextEvaluation honest = TextEvaluator.Evaluate(null, Test, Honest, Quick);
        Assert.Equal(SimilarityLevel.Indistinguishable, honest.Verdict.Level);
        Assert.Equal(NoveltyLevel.Undetermined, honest.Verdict.Novelty);
        Assert.Null(honest.Memorisation);
        Assert.Equal(
            SimilarityLevel.Poor,
            TextEvaluator.Evaluate(null, Test, ToyText.Shuffle(Honest), Quick).Verdict.Level
        );
    }

    [Fact]
    public void Memorised_spans_are_found_where_they_are()
    {
        byte[] generated = [.. Honest];
        Train.AsSpan(12_345, 700).CopyTo(generated.AsSpan(9_000));
        TextMemorisation found = TextEvaluator.Evaluate(Train, Test, generated, Quick).Memorisation!;
        Assert.InRange(found.Generated.Longest, 700, 740);
        Assert.InRange(found.Generated.Position, 8_960, 9_000);
        Assert.Equal(12_345 - 9_000, found.Generated.TrainPosition - found.Generated.Position);
        Assert.InRange(found.Test.Longest, 10, 100);
        Assert.InRange(found.Generated.FractionInLong, found.Test.FractionInLong, found.Test.FractionInLong + 0.05);
        Assert.Equal(200, found.LongestText.Length);
    }

    [SkippableFact]
    public void A_model_worse_than_n_grams_is_capped()
    {
        LongTest.Require();
        var good = Evaluate(bits: 0.5);
        Assert.Equal(SimilarityLevel.Indistinguishable, good.Verdict.Evidence.Single(IsModel).Level);
        Assert.Equal(["model", "1-grams", "2-grams", "3-grams"], good.Likelihoods.Take(4).Select(one => one.Model));
        var bad = Evaluate(bits: good.Likelihoods[1].Bits - 0.1);
        Assert.Equal(SimilarityLevel.Distinguishable, bad.Verdict.Evidence.Single(IsModel).Level);
        Assert.Equal(SimilarityLevel.Poor, Evaluate(bits: 7).Verdict.Level);

        static bool IsModel(Evidence evidence) => evidence.Metric == "Bits of test data by the model";

        static TextEvaluation Evaluate(double bits) =>
            TextEvaluator.Evaluate(
                Train,
                Test.AsMemory(0, 8_000),
                Honest.AsMemory(0, 8_000),
                Quick,
                model: text => new CodeLength(bits * Math.Log(2) * text.Length, text.Length, text.Length)
            );
    }

    [SkippableFact]
    public void Every_metric_has_its_baseline_and_threads_change_nothing()
    {
        LongTest.Require();
        TextEvaluation one = TextEvaluator.Evaluate(Train, Test, Honest, Quick with { Threads = 1 });
        TextEvaluation two = TextEvaluator.Evaluate(Train, Test, Honest, Quick with { Threads = 3 });
        Assert.Equal(one.Results, two.Results);
        Assert.Equal(one.Memorisation, two.Memorisation);
        Assert.Equal(one.Verdict.Evidence, two.Verdict.Evidence);
        Assert.All(one.Results, result => Assert.NotNull(result.Baseline));
        Assert.Contains(one.Results, result => result.Metric == "AUC (random forest)");
    }

    [Fact]
    public void Short_texts_are_refused_and_an_empty_training_text_is_none()
    {
        var error = Assert.Throws<LikenessException>(() =>
            TextEvaluator.Evaluate(Train, Test, Honest.AsMemory(0, 900), Quick)
        );
        Assert.Equal(
            "The generated text has 900 bytes; give at least 5120, because a shorter one has too few windows.",
            error.Message
        );
        var smallest = TextEvaluator.Evaluate(
            ReadOnlyMemory<byte>.Empty,
            Test.AsMemory(0, TextEvaluator.MinBytes),
            Honest.AsMemory(0, TextEvaluator.MinBytes),
            Quick
        );
        Assert.Equal(0, smallest.TrainBytes);
        Assert.Equal(NoveltyLevel.Undetermined, smallest.Verdict.Novelty);
    }

    [Fact]
    public void Progress_is_told_and_work_can_be_cancelled()
    {
        var received = new List<EvaluationProgress>();
        _ = TextEvaluator.Evaluate(Train, Test, Honest, Quick, new Received(received));
        Assert.Equal(["classifiers and n-grams", "shared spans", "done"], received.Select(one => one.Metric));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            TextEvaluator.Evaluate(Train, Test, Honest, Quick, cancellationToken: new CancellationToken(true))
        );
    }

    private static byte[] Staged(string stage) =>
        stage switch
        {
            "honest" => Honest,
            "copies" => ToyText.Insert(Honest, Train, 400),
            "near copies" => ToyText.Insert(Honest, ToyText.Edit(Train), 400),
            "shuffled words" => ToyText.Shuffle(Honest),
            "one line" => ToyText.Repeat("To be, or not to be, that is the question.\n", Bytes),
            "noise" => ToyText.Noise(Bytes),
            _ => new NGramModel([Train], stage[0] - '0').Sample(Bytes, 1),
        };

    private sealed class Received(List<EvaluationProgress> received) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => received.Add(value);
    }
}
