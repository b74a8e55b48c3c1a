using System.Text;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Datasets;
using Likeness.Modalities.Text.Data;
using Likeness.Models.Sequences;
using Likeness.Testing;
using Likeness.Tests.Modalities.Text.Data;

namespace Likeness.Tests.Models.Sequences;

public sealed class NGramModelTests
{
    private static readonly GoldenText Expected = GoldenText.Read();
    private static readonly ReadOnlyMemory<byte>[] Corpus =
    [
        .. Expected.Corpus.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text)),
    ];

    [Fact]
    public void Probabilities_are_those_of_the_formulas()
    {
        byte[] text = Encoding.UTF8.GetBytes(Expected.HeldOut);
        foreach (var golden in Expected.Models)
        {
            var model = new NGramModel(Corpus, golden.Order, Smoothing(golden.IsKneserNey));
            double[] probabilities = new double[NGramModel.Symbols];
            double nats = 0;
            for (int i = 0; i < text.Length; i++)
            {
                model.Predict(text.AsSpan(0, i), probabilities);
                Assert.Equal(1, probabilities.Sum(), 1e-12);
                Assert.All(probabilities, probability => Assert.True(probability > 0));
                Assert.Equal(golden.Probabilities[i], probabilities[text[i]], golden.Probabilities[i] * 1e-12);
                nats -= Math.Log(golden.Probabilities[i]);
            }

            Assert.Equal(nats, model.Nats(text), 1e-9);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void All_bytes_and_texts_shorter_than_a_gram_are_taken(bool kneserNey)
    {
        byte[] all = [.. Enumerable.Range(0, 1024).Select(i => (byte)(255 - (i * i % 256)))];
        var model = new NGramModel([all, new byte[] { 255 }, Array.Empty<byte>()], 8, Smoothing(kneserNey));
        double[] probabilities = new double[NGramModel.Symbols];
        for (int i = 0; i < all.Length; i += 7)
        {
            model.Predict(all.AsSpan(0, i), probabilities);
            Assert.Equal(1, probabilities.Sum(), 1e-9);
        }

        Assert.InRange(model.Nats(all) / all.Length, 0, 1);
        Assert.InRange(new NGramModel([new byte[] { 7 }], 8, Smoothing(kneserNey)).Nats([7]), 0, 5.6);
    }

    [Fact]
    public void Models_that_share_counts_are_those_of_one_order()
    {
        byte[] text = Encoding.UTF8.GetBytes(Expected.HeldOut);
        var models = NGramModel.UpTo(Corpus, NGramModel.MaxOrder, new ParallelOptions());
        for (int n = 1; n <= models.Length; n++)
        {
            Assert.Equal(n, models[n - 1].Order);
            Assert.Equal(new NGramModel(Corpus, n).Nats(text), models[n - 1].Nats(text));
        }
    }

    [Fact]
    public void Samples_follow_the_text_and_the_seed()
    {
        var model = new NGramModel(Corpus, 5);
        byte[] sampled = model.Sample(200, seed: 1, "it was "u8);
        Assert.Equal(sampled, model.Sample(200, seed: 1, "it was "u8));
        Assert.NotEqual(sampled, model.Sample(200, seed: 2, "it was "u8));
        Assert.InRange(model.Nats(sampled) / 200, 0, 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Other_orders_are_refused(int order) =>
        Assert.Contains(
            $"n-grams of order {order} are not counted",
            Assert.Throws<LikenessException>(() => new NGramModel(Corpus, order)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void No_text_is_refused() => Assert.Throws<LikenessException>(() => new NGramModel([], 3));

    [SkippableFact]
    public void Longer_contexts_tell_more_of_sound()
    {
        LongTest.Require();
        var tones = new TonesDataset().Load(seed: 0);
        ReadOnlyMemory<byte>[] train =
        [
            .. tones.Train.Clips.Take(40).Select(clip => (ReadOnlyMemory<byte>)MuLaw.Encode(clip)),
        ];
        byte[][] test = [.. tones.Test!.Clips.Take(4).Select(clip => MuLaw.Encode(clip))];
        double[] nats = [.. new[] { 1, 2, 3 }.Select(n => test.Sum(clip => new NGramModel(train, n).Nats(clip)))];
        Assert.True(nats[0] > nats[1] && nats[1] > nats[2], string.Join(", ", nats));
    }

    [SkippableFact]
    public void Held_out_Shakespeare_takes_as_many_bits_as_measured()
    {
        var splits = TextSplits.Create(TextFile.Read(SharedData.Require("text/tinyshakespeare_input.txt")));
        var model = new NGramModel([splits.Train], 5);
        var test = splits.Test.Span[..20_000];
        Assert.InRange(CodeLength.FromNats(model.Nats(test), test).BitsPerByte, 1.98, 1.99);
    }

    private static NGramSmoothing Smoothing(bool isKneserNey) =>
        isKneserNey ? NGramSmoothing.KneserNey : NGramSmoothing.WittenBell;
}
