using System.CommandLine;
using System.Text;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;
using Likeness.Sampling;
using Spectre.Console;

namespace Likeness.Cli.Commands.Sequences;

/// <summary>The options of <c>likeness sample</c> for runs of text and of sound, and what they do.</summary>
internal sealed class SequenceSampling
{
    private const int Clips = 4;

    private readonly Option<string?> prompt = Flag.Text("--prompt", "of text: what it goes on from", "TEXT");

    private readonly Option<int?> length = Flag.Maybe<int>(
        "--length",
        "of text: how many tokens to draw [default: 400]",
        number => number is >= 1 and <= 100_000_000 ? null : "is out of range (give 1 to 100,000,000)"
    );

    private readonly Option<double?> seconds = Flag.Maybe<double>(
        "--seconds",
        "of sound: how long a clip is [default: 2]",
        time => time is > 0 and <= 3600 ? null : "is out of range (give more than 0 up to 3600)"
    );

    public IReadOnlyList<Option> SampleText => [prompt, length];

    public IReadOnlyList<Option> SampleAudio => [seconds];

    /// <summary>Draws a text, to the terminal as it comes or to a file.</summary>
    public void WriteText(Run run, ParseResult result, string? path, ulong seed, CancellationToken cancellationToken)
    {
        var text = new TextRun(run);
        if (path is not null)
        {
            OutputPath.Check(path);
        }

        bool isStreamed = path is null && !JsonAnswer.IsAsked;
        string start = result.GetValue(prompt) ?? "";
        var sampled = new StringBuilder(start);
        if (isStreamed)
        {
            Console.Out.Write(start);
        }

        foreach (string piece in text.Sample(start, result.GetValue(length) ?? 400, seed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sampled.Append(piece);
            if (isStreamed)
            {
                Console.Out.Write(piece);
                Console.Out.Flush();
            }
        }

        if (path is not null)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(sampled.ToString());
            AtomicFile.Write(path, stream => stream.Write(bytes));
            Page.Line($"{bytes.Length:N0} bytes of text written to {Markup.Escape(path)}");
        }
        else if (isStreamed)
        {
            Console.Out.WriteLine();
        }

        JsonAnswer.Write(new { Text = path is null ? sampled.ToString() : null, File = path });
    }

    /// <summary>Draws clips to a folder or a file.</summary>
    /// <exception cref="LikenessException">Nowhere is named for them to go, or there is no such class.</exception>
    public void WriteAudio(
        Run run,
        ParseResult result,
        int? count,
        string? kind,
        string? path,
        ulong seed,
        CancellationToken cancellationToken
    )
    {
        if (path is null)
        {
            throw new LikenessException(
                "sound wants a file to go to (give --out x.wav for one with all clips, or a folder)"
            );
        }

        AudioSampleFile.Check(path);
        if (!AudioSampleFile.IsFolder(path))
        {
            OutputPath.Check(path);
        }

        var audio = new SoundRun(run);
        int? one = kind is null ? null : audio.Transform.ClassOf(kind);
        int samples = Math.Max(1, (int)((result.GetValue(seconds) ?? 2) * audio.Transform.Rate));
        var clips = TrainingScreen
            .Make()
            .Watch(progress => audio.Sample(count ?? Clips, samples, seed, one, progress, cancellationToken));
        AudioSampleFile.Write(path, clips);
        Page.Line($"{clips.Clips.Count:N0} clips written to {Markup.Escape(path)}");
        JsonAnswer.Write(
            new
            {
                Count = clips.Clips.Count,
                File = path,
                clips.Rate,
                Samples = samples,
            }
        );
    }
}
