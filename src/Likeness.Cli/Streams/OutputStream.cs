using System.Runtime.InteropServices;

namespace Likeness.Cli.Streams;

/// <summary>
/// Standard output or error. Unlike the stream of <see cref="Console"/>, which drops what it cannot write to a closed pipe, it throws, so that
/// sampling of billions of rows ends once the reader is gone.
/// </summary>
/// <param name="descriptor">1 or 2.</param>
internal sealed class OutputStream(int descriptor) : WriteOnlyStream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;

    private readonly Stream? console =
        OperatingSystem.IsLinux() ? null
        : descriptor == 1 ? Console.OpenStandardOutput()
        : Console.OpenStandardError();

    /// <summary>Whether an error of writing means that the reader of the output is gone.</summary>
    public static bool IsBrokenPipe(IOException error) => error.HResult == BrokenPipe;

    /// <inheritdoc/>
    /// <exception cref="IOException">Nothing more can be written.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        if (console is not null)
        {
            console.Write(buffer);
            console.Flush();
            return;
        }

        while (!buffer.IsEmpty)
        {
            nint written;
            fixed (byte* bytes = buffer)
            {
                written = WriteTo(descriptor, bytes, buffer.Length);
            }

            buffer = written < 0 ? Retried(buffer) : buffer[(int)written..];
        }
    }

    private static ReadOnlySpan<byte> Retried(ReadOnlySpan<byte> buffer)
    {
        int error = Marshal.GetLastPInvokeError();
        if (error == TryAgain)
        {
            Thread.Sleep(1); // the other end made the pipe a non-blocking one
        }

        return error is Interrupted or TryAgain
            ? buffer
            : throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe nint WriteTo(int descriptor, byte* bytes, nint count);
}
