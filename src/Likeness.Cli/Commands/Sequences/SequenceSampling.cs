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

    public IReadOnlyList<Option> OfText => [prompt, length];

    public IReadOnlyList<Option> OfSound => [seconds];

    /// <summary>Draws a text, to the terminal as it comes or to a file.</summary>
    public void WriteText(Run run, ParseResult result, string? path, ulong seed, CancellationToken cancellation)
    {
        var text = new TextRun(run);
        if (path is not null)
        {
            OutputPath.Check(path);
        }

        bool isStreamed = path is null && !JsonAnswer.IsAsked;
        string start = result.GetValue(prompt) ?? "";
        var drawn = new StringBuilder(start);
        if (isStreamed)
        {
            Console.Out.Write(start);
        }

        foreach (string piece in text.Draw(start, result.GetValue(length) ?? 400, seed))
        {
            cancellation.ThrowIfCancellationRequested();
            drawn.Append(piece);
            if (isStreamed)
            {
                Console.Out.Write(piece);
                Console.Out.Flush();
            }
        }

        if (path is not null)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(drawn.ToString());
            AtomicFile.Write(path, stream => stream.Write(bytes));
            Page.Line($"{bytes.Length:N0} bytes of text written to {Markup.Escape(path)}");
        }
        else if (isStreamed)
        {
            Console.Out.WriteLine();
        }

        JsonAnswer.Write(new { Text = path is null ? drawn.ToString() : null, File = path });
    }

    /// <summary>Draws clips to a folder or a file.</summary>
    /// <exception cref="LikenessException">Nowhere is named for them to go, or there is no such class.</exception>
    public void WriteSound(
        Run run,
        ParseResult result,
        int? count,
        string? kind,
        string? path,
        ulong seed,
        CancellationToken cancellation
    )
    {
        if (path is null)
        {
            throw new LikenessException(
                "sound wants a file to go to (give --out x.wav for one with all clips, or a folder)"
            );
        }

        SoundSampleFile.Check(path);
        if (!SoundSampleFile.IsFolder(path))
        {
            OutputPath.Check(path);
        }

        var sound = new SoundRun(run);
        int? one = kind is null ? null : sound.Transform.ClassOf(kind);
        int samples = Math.Max(1, (int)((result.GetValue(seconds) ?? 2) * sound.Transform.Rate));
        var clips = TrainingScreen
            .Make()
            .Watch(progress => sound.Sample(count ?? Clips, samples, seed, one, progress, cancellation));
        SoundSampleFile.Write(path, clips);
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
