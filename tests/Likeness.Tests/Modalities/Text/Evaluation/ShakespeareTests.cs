using Likeness.Evaluation.Verdicts;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Evaluation;
using Likeness.Models.Sequences;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Text.Evaluation;

/// <summary>The staged texts, generated from tinyshakespeare, with the default settings.</summary>
[Trait("Category", "Long")]
public sealed class ShakespeareTests
{
    [SkippableTheory]
    [InlineData("another part", SimilarityLevel.Indistinguishable, NoveltyLevel.New)]
    [InlineData("copies", SimilarityLevel.Indistinguishable, NoveltyLevel.Copies)]
    [InlineData("near copies", SimilarityLevel.Poor, NoveltyLevel.NearCopies)]
    [InlineData("shuffled words", SimilarityLevel.Poor, NoveltyLevel.Undetermined)]
    [InlineData("3-grams", SimilarityLevel.Poor, NoveltyLevel.Undetermined)]
    [InlineData("5-grams", SimilarityLevel.Poor, NoveltyLevel.Undetermined)]
    [InlineData("noise", SimilarityLevel.Poor, NoveltyLevel.Undetermined)]
    public void Each_staged_text_gets_its_verdict(string stage, SimilarityLevel level, NoveltyLevel novelty)
    {
        byte[] text = TextFile.Read(SharedData.Require("text/tinyshakespeare_input.txt"));
        LongTest.Require();
        byte[] train = text[..300_000];
        byte[] other = text[800_000..960_000];
        byte[] generated = stage switch
        {
            "another part" => other,
            "copies" => ToyText.Insert(other, train, 1000),
            "near copies" => ToyText.Edit(train.AsSpan(0, other.Length)),
            "shuffled words" => ToyText.Shuffle(other),
            "noise" => ToyText.Noise(other.Length),
            _ => new NGramModel([train], stage[0] - '0').Sample(other.Length, 1),
        };
        Verdict verdict = TextEvaluator.Evaluate(train, text.AsMemory(500_000, 160_000), generated).Verdict;
        Assert.True(level == verdict.Level, string.Join("\n", verdict.Evidence));
        Assert.Equal(novelty, verdict.Novelty);
    }

    [SkippableFact]
    public void Without_training_text_one_half_is_like_the_other()
    {
        byte[] text = TextFile.Read(SharedData.Require("text/tinyshakespeare_input.txt"));
        LongTest.Require();
        Verdict verdict = TextEvaluator
            .Evaluate(null, text.AsMemory(0, 300_000), text.AsMemory(300_000, 300_000))
            .Verdict;
        Assert.Equal(SimilarityLevel.Indistinguishable, verdict.Level);
    }
}
