using System.Text;
using Likeness.Interop;
using Likeness.Modalities.Text;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Data.Gpt2;
using Likeness.Models.Sequences;
using Likeness.Nn;
using Likeness.Runs;
using Likeness.Testing;
using Xunit.Abstractions;

namespace Likeness.Tests.Models.ReferenceWeights;

/// <summary>GPT-2 of Hugging Face: tokens, logits and text of transformers 5.23, from golden.json beside its weights.</summary>
public sealed class Gpt2WeightsTests(ITestOutputHelper log) : IDisposable
{
    private const string Weights = "gpt2-tiny";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("tokenizer.json")]
    [InlineData("vocab.json", "merges.txt")]
    public void EncodesAsItsTokenizer(params string[] files)
    {
        foreach (string file in files)
        {
            File.Copy(Parity.Require($"{Weights}/{file}"), folder.At(file));
        }

        var vocabulary = TokenizerFiles.Read(folder.Location, start: 0);
        Assert.Equal(1000, vocabulary.Count);
        foreach (var text in Parity.Json($"{Weights}/golden.json").GetProperty("tokens").EnumerateArray())
        {
            int[] ids = [.. text.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
            byte[] bytes = Encoding.UTF8.GetBytes(text.GetProperty("text").GetString()!);
            Assert.Equal(ids, vocabulary.Encode(bytes));
            Assert.Equal(bytes, vocabulary.Decode(ids));
        }
    }

    [SkippableFact]
    public void ComputesTheSameLogits()
    {
        var golden = Parity.Json($"{Weights}/golden.json");
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        var model = (Gpt2Text)run.Model;
        float[] prompt = Parity.Numbers(golden.GetProperty("prompt"));
        float[] logits = Parity.Run(
            [1, prompt.Length],
            prompt,
            symbols => model.Logits(symbols, default, ForwardPass.Inference)
        );
        Parity.Equal(
            Parity.Numbers(golden.GetProperty("logits of the last position")),
            logits[^1000..],
            "logits of the last position",
            log
        );
        double sum = 0;
        for (int i = 1; i < prompt.Length; i++)
        {
            var row = logits.AsSpan((i - 1) * 1000, 1000);
            double total = 0;
            foreach (float logit in row)
            {
                total += Math.Exp(logit);
            }

            sum += row[(int)prompt[i]] - Math.Log(total);
        }

        Parity.Equal(
            [golden.GetProperty("log-likelihood of the prompt").GetSingle()],
            [(float)sum],
            "log-likelihood of the prompt",
            log
        );
    }

    [SkippableFact]
    public void ContinuesAPromptAsTheReference()
    {
        var golden = Parity.Json($"{Weights}/golden.json");
        Parity.Import(Parity.Require(Weights), folder.At("run")).Dispose();
        using var run = TrainedModel.Open(
            folder.At("run"),
            threads: 1,
            sampling: options => (Gpt2TextOptions)options with { TopK = 1 }
        );
        var vocabulary = run.As<TextModel>().Transform.Vocabulary;
        int[] greedy = [.. golden.GetProperty("greedy").EnumerateArray().Select(id => id.GetInt32())];
        int start = golden.GetProperty("prompt").GetArrayLength();
        string prompt = Encoding.UTF8.GetString(vocabulary.Decode(greedy.AsSpan(0, start)));
        string text = string.Concat(run.As<TextModel>().SampleText(prompt, greedy.Length - start));
        Assert.Equal(golden.GetProperty("greedy text").GetString(), prompt + text);
    }

    [SkippableFact]
    public void IsARunWithItsOwnSizesAndVocabulary()
    {
        string text = SharedData.Require("text/tinyshakespeare_input.txt");
        string part = folder.Text("part.txt", File.ReadAllText(text)[..20_000]);
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"), DataSource.FromFiles(part));
        var options = (Gpt2TextOptions)run.Options;
        Assert.Equal(
            (1000, 128, 64, 4, 2, 256),
            (options.Vocabulary, options.Context, options.Width, options.Heads, options.Layers, options.Hidden)
        );
        Assert.Equal((RunState.Imported, Weights), (run.Record.State, run.Record.ImportedFrom));
        Assert.Equal(0, ((SequenceModel)run.Model).Start);
        var test = run.As<TextModel>().LoadData().Test;
        Assert.InRange(run.As<TextModel>().ComputeCodeLength(test).BitsPerByte, 1, 3.5); // it was trained on this text, bytes need 8
        run.Evaluate(new() { Samples = 300 });
        Assert.Contains("imported from gpt2-tiny, not trained here", File.ReadAllText(run.Folder.ReportFile));
    }

    [SkippableFact]
    public void WithoutDataItSamplesAndSaysWhatNeedsData()
    {
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        Assert.NotEmpty(string.Concat(run.As<TextModel>().SampleText("", 20)));
        Assert.True(run.As<TextModel>().ComputeCodeLength(new TextCorpus("To be"u8.ToArray())).Nats > 0);
        var error = Assert.Throws<LikenessException>(() => run.Evaluate());
        Assert.Contains("imported without data", error.Message);
    }

    [SkippableFact]
    public void ExportIsTheImportedFolderBitForBit()
    {
        string weights = Parity.Require(Weights);
        using var run = Parity.Import(weights, folder.At("run"));
        RunExport.ToFile(run, folder.At("out"));
        RoundTrip.SameTensors(
            SafetensorsFile.Read(Path.Combine(weights, "model.safetensors")).Tensors,
            SafetensorsFile.Read(folder.At("out/model.safetensors")).Tensors
        );
        using var again = Parity.Import(folder.At("out"), folder.At("again"));
        RoundTrip.SameParameters(run, again);
        Assert.Equal(run.Record.Transform.ToString(), again.Record.Transform.ToString());
    }
}
