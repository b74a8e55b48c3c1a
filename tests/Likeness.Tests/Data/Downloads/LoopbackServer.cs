using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Likeness.Tests.Data.Downloads;

/// <summary>A local HTTP server with scripted answers and one connection per request.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<Request, Reply> answer;
    private readonly Task loop;

    public LoopbackServer(Func<Request, Reply> answer)
    {
        this.answer = answer;
        listener.Start();
        loop = Task.Run(ServeAsync);
    }

    /// <summary>The requests so far.</summary>
    public List<Request> Requests { get; } = [];

    public Uri Address(string name) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{name}");

    /// <summary>Sends a file, or the rest of it for a range request; truncated if the script says so.</summary>
    public static Reply Serve(byte[] file, Request request, int? cut = null) =>
        request.From is { } from
            ? new Reply(206, file[(int)from..], cut, $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}")
            : new Reply(200, file, cut);

    public void Dispose()
    {
        listener.Stop();
        loop.Wait();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync();
                try
                {
                    await AnswerAsync(connection.GetStream());
                }
                catch (IOException)
                {
                    // The client has disconnected.
                }
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            // The test has finished.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, false, 1024, leaveOpen: true);
        string path = (await reader.ReadLineAsync() ?? "").Split(' ').ElementAtOrDefault(1) ?? "";
        long? from = null;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                from = long.Parse(line[13..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        var request = new Request(path, from);
        Requests.Add(request);
        var reply = answer(request);
        string extra = reply.Header is null ? "" : $"{reply.Header}\r\n";
        string head =
            $"HTTP/1.1 {reply.Status} Said\r\nContent-Length: {reply.Body.Length}\r\n{extra}Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(reply.Body.AsMemory(0, reply.Cut ?? reply.Body.Length));
    }

    internal sealed record Request(string Path, long? From);

    internal sealed record Reply(int Status, byte[] Body, int? Cut = null, string? Header = null);
}
