using System.Text;

namespace Likeness.Cli.Streams;

/// <summary>Standard output and error, either of which may be closed, full, or a pipe whose reader is gone.</summary>
internal static class StandardStreams
{
    private static readonly PatientStream Output = new(new OutputStream(1));
    private static readonly PatientStream Error = new(new OutputStream(2));

    /// <summary>Sends what the console prints through streams that cannot end the program, but for a terminal's.</summary>
    public static void Prepare()
    {
        if (Console.IsOutputRedirected)
        {
            Console.SetOut(Writer(Output));
        }

        if (Console.IsErrorRedirected)
        {
            Console.SetError(Writer(Error));
        }
    }

    /// <summary>Standard output for data, of which nothing may be missing.</summary>
    /// <exception cref="LikenessException">Thrown by writing: standard output is closed or full.</exception>
    public static Stream OpenForData() => new DataStream(new OutputStream(1));

    /// <summary>Writes text that is the answer of a command, and not only about it, to standard output.</summary>
    /// <exception cref="LikenessException">Standard output is closed or full.</exception>
    public static void WriteAnswer(string text)
    {
        Console.Out.Flush();
        using var stream = OpenForData();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What was not printed, as an error; null where all was, or where who reads has had enough.</summary>
    public static LikenessException? Lost() =>
        Output.Failure is null || (Output.Failure is IOException error && OutputStream.IsBrokenPipe(error))
            ? null
            : Describe(Output.Failure);

    /// <summary>Why standard output cannot be written, as an error.</summary>
    public static LikenessException Describe(Exception failure) =>
        new(
            $"standard output cannot be written ({failure.Message.TrimEnd('.')}; redirect it to another place)",
            failure
        );

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
