using System.Globalization;
using System.Text;
using Likeness.Data;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>history.csv: the losses of a run, one line per epoch or interval of steps, with all digits.</summary>
public static class RunHistory
{
    private const string Header = "epoch,train_loss,validation_loss,step";

    // Of runs of formats 2 and 3, and of format 1.
    private static readonly string[] FormerHeaders =
    [
        "epoch,train_loss,validation_loss",
        "epoch,train_loss,held_out_loss",
    ];

    /// <summary>Writes the epochs; the field of a NaN validation loss is empty.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<EpochLoss> epochs)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var epoch in epochs)
        {
            string validation = double.IsNaN(epoch.Validation)
                ? ""
                : epoch.Validation.ToString("R", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.Train:R},{validation},{epoch.Step}\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Reads the epochs; none if the file does not exist yet.</summary>
    /// <exception cref="LikenessException">The file is not a history.</exception>
    public static IReadOnlyList<EpochLoss> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        string[] lines = File.ReadAllLines(path);
        if (lines is not [var header, ..] || (header != Header && !FormerHeaders.Contains(header)))
        {
            throw new LikenessException(
                $"{path}, line 1: this is not the history of a run (its first line should be {Header})"
            );
        }

        return [.. lines.Skip(1).Select((line, index) => Parse(path, line, index + 2))];
    }

    private static EpochLoss Parse(string path, string line, int number)
    {
        string[] fields = line.Split(',');
        double validation = double.NaN;
        long step = 0;
        return
            fields.Length is 3 or 4
            && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
            && double.TryParse(fields[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double train)
            && (
                fields[2].Length == 0
                || double.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out validation)
            )
            && (fields.Length == 3 || long.TryParse(fields[3], CultureInfo.InvariantCulture, out step))
            ? new EpochLoss(epoch, train, validation) { Step = step }
            : throw new LikenessException(
                $"{path}, line {number}: '{line}' is not an epoch with its losses (train the run again)"
            );
    }
}
