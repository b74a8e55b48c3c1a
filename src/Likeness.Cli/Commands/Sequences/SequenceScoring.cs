using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Data.Text;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands.Sequences;

/// <summary>Says how many bits the model of a run of text needs for each line of a text.</summary>
internal static class SequenceScoring
{
    /// <summary>Scores the lines of a file, or of the text that the run is judged on, and writes them as CSV.</summary>
    /// <exception cref="LikenessException">The text cannot be read, or the run held none out.</exception>
    public static void ScoreLines(
        Run run,
        DataOptionSet data,
        ParseResult result,
        string path,
        CancellationToken cancellationToken
    )
    {
        var text = new TextRun(run);
        var bytes = data.Read(result) switch
        {
            { Files: [var file] } => TextFile.Read(file),
            null => text.LoadData().Test,
            _ => throw new LikenessException("a run of text scores one text (give --data book.txt)"),
        };
        if (bytes.Length == 0)
        {
            throw new LikenessException("the run held out no text to score (give --data book.txt)");
        }

        var lines = TrainingScreen.Make().Watch(_ => text.ScoreLines(bytes.Span, cancellationToken));
        CsvWriter.Write(path, lines);
        double bits = lines.ColumnValues(2).Sum();
        Page.Line($"{lines.RowCount:N0} lines written to {Markup.Escape(path)}");
        Page.Line($"{bits / bytes.Length:0.000} bits a byte over {bytes.Length:N0} bytes");
        JsonAnswer.Write(
            new
            {
                lines.RowCount,
                File = path,
                BitsPerByte = bits / bytes.Length,
            }
        );
    }

    /// <summary>Writes the bits of each clip.</summary>
    /// <exception cref="LikenessException">The clips cannot be read, or are of another rate or other classes.</exception>
    public static void ScoreClips(
        Run run,
        DataOptionSet data,
        ParseResult result,
        string path,
        CancellationToken cancellationToken
    )
    {
        var audio = new SoundRun(run);
        var clips = data.Read(result) is { } source ? audio.LoadClips(source) : audio.LoadData().Test;
        var scores = TrainingScreen.Make().Watch(_ => audio.ScoreClips(clips, cancellationToken));
        CsvWriter.Write(path, scores);
        double bits = scores.ColumnValues(2).Sum();
        Page.Line($"{scores.RowCount:N0} clips written to {Markup.Escape(path)}");
        Page.Line($"{bits / clips.Samples:0.000} bits a sample over {clips.Samples:N0} samples");
        JsonAnswer.Write(
            new
            {
                scores.RowCount,
                File = path,
                BitsPerSample = bits / clips.Samples,
            }
        );
    }
}
